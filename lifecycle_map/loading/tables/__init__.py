"""Plans in tables: CSV, TSV and Excel."""
