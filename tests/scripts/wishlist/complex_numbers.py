z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * 1j, z == complex(3, 4))
