"""Data, no code: lifecycles, crosswalks, rules and words, in TOML."""
