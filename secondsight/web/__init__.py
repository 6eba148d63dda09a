"""The front door: settings, URLs, home, base templates, styles, elements."""
