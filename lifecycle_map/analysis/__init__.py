"""What follows: alignments of two lifecycles, and questions about their graphs."""
