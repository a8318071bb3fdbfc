"""Which belongs where: texts, phrases in them, and the phases and elements that they speak for."""
