"""Readers of foreign plan formats, one file each."""
