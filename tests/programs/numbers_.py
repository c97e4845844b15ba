import math, statistics
from decimal import Decimal, getcontext
from fractions import Fraction
print(2**200, -7//2, -7 % 3, divmod(-7, 3), 7.5//2, 0x1F, 0b101, 0o17, 1_000_000, int("ff", 16), int("-12"), bin(10), hex(255), oct(8), int(3.9), round(1e20), 10**20 % 97)
print(math.factorial(25), math.gcd(12, 18), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.isqrt(99), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.prod([1, 2, 3]))
print(math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1]*10), math.inf > 1e308, math.nan == math.nan, math.copysign(1, -0.0), math.modf(2.5), math.frexp(8.0), math.log2(8), math.log10(1000), math.sqrt(2), math.pi, math.e)
print((255).bit_length(), (10).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), (0.5).as_integer_ratio(), (3.0).is_integer(), float.fromhex("0x1.8p1"), (2.5).hex(), 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 40, -16 >> 2)
print(Fraction(3, 4) + Fraction(1, 6), Fraction("0.125"), Fraction(7, 3) // 1, float(Fraction(1, 3)), repr(Fraction(1, 2)))
getcontext().prec = 30; print(Decimal("0.1") + Decimal("0.2"), Decimal(1)/Decimal(7), Decimal("1.10").normalize(), repr(Decimal("2.50")))
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.stdev([1, 2, 3, 4]), statistics.mode("aab"), statistics.quantiles([1, 2, 3, 4, 5]))
print(True + True, isinstance(True, int), bool(""), bool([0]), None is None, 1 == 1.0, hash(1) == hash(1.0), 3 > 2 > 1, 1 < 3 < 2, not 0, 0 or "x", 1 and [])
print(float("1e3"), float("inf"), -float("inf"), float("nan"), 1e308*10, complex(1, 2), abs(-3), pow(2, 10, 1000), pow(3, -1, 7), max(1, 2.0), min([3, 1]), sum([[1], [2]], []))
def primes(n):
    sieve = bytearray([1])*(n + 1)
    for i in range(2, int(n**.5) + 1):
        if sieve[i]: sieve[i*i::i] = bytes(len(sieve[i*i::i]))
    return [i for i in range(2, n + 1) if sieve[i]]
print(primes(60), str(3**300)[-20:], len(str(2**5000)))
