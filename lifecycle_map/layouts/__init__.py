"""Where it stands: diagram to scene, one file per layout, and what layouts share."""
