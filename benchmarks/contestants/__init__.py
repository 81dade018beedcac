"""One module a package: each of the works in the way that the package's own manual shows."""
