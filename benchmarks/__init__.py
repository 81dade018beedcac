"""How fast, how much memory: this engine side by side with R survey and the Python packages."""
