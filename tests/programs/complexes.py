import cmath
z = 3 + 4j
print(z, abs(z), z.conjugate(), z*1j, z**2, z/(1 - 2j), z.real, z.imag, complex("1+2j"), -z, z == 3 + 4j, repr(1j), 0j)
print(cmath.sqrt(-1), cmath.phase(-1), cmath.polar(1j), (-8)**(1/3))
def mandel(c, most=20):
    z = 0
    for i in range(most):
        z = z*z + c
        if abs(z) > 2: return i
    return most
print("".join(str(mandel(complex(x/10, 0.3)) % 10) for x in range(-20, 8)))
roots = lambda a, b, c: ((-b + cmath.sqrt(b*b - 4*a*c))/(2*a), (-b - cmath.sqrt(b*b - 4*a*c))/(2*a))
print(roots(1, 2, 5))
