"""Hadamard matrices, whose rows balance half-samples."""

import numpy as np

from validation.stats.arrays import Codes

_REST = 3  # of a prime divided by 4: then its quadratic residues make a matrix


def hadamard(least: int) -> Codes:
    """Return a matrix of 1 and -1 with orthogonal rows, the first all 1, of `least` or more.

    Its order is the smallest that Sylvester's doubling reaches from 1 or from a prime above 2 plus
    one, where the prime leaves 3 when divided by 4 (Paley 1933).

    >>> hadamard(3).shape, hadamard(10).shape
    ((4, 4), (12, 12))
    """
    order = least
    while not _core(order):
        order += 1
    core = _core(order)
    matrix: Codes = np.ones((1, 1), dtype=np.int8) if core == 1 else _paley(core)
    while matrix.shape[0] < order:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    normalised: Codes = matrix * matrix[0]
    return normalised


def _core(order: int) -> int:
    """The order that doubling starts from, 0 if there is none."""
    core = order
    while core > 1 and not _is_paley(core):
        if core % 2:
            return 0
        core //= 2
    return core


def _is_paley(order: int) -> bool:
    prime = order - 1
    if order & prime == 0:  # a power of two needs no prime
        return False
    return prime % 4 == _REST and all(prime % factor for factor in range(3, int(prime**0.5) + 1, 2))


def _paley(order: int) -> Codes:
    prime = order - 1
    squares = np.zeros(prime, dtype=np.int8) - 1
    squares[(np.arange(1, prime) ** 2) % prime] = 1
    squares[0] = 0
    matrix = np.ones((order, order), dtype=np.int8)
    matrix[1:, 1:] = squares[np.subtract.outer(np.arange(prime), np.arange(prime)) % prime]
    matrix[1:, 0] = -1
    diagonal = np.arange(1, order)
    matrix[diagonal, diagonal] = 1
    return matrix
