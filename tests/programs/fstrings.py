x, n, name, w = 3.14159265, 1234567, "Ada", 12
print(f"{x:.3f}|{x:10.2e}|{x:+.1f}|{x:>{w}.2f}|{n:,}|{n:_}|{n:x}|{n:#b}|{name!r:>8}|{name:*^9}|{x=:.2f}|{n = }")
print(f"{'nested'!s:{'>' + str(w)}}|{{}}|{x if n else 0}|{(lambda y: y*2)(4)}|{0.25:.0%}|{1e-7}|{1e16}|{float('inf')}")
print("%5.1f|%-6d|%06.2f|%x|%o|%e|%g|%s|%r|%c|%%" % (x, 42, x, 255, 8, x, 1e-5, name, name, "z"))
print("{:>8}|{:<8}|{:^8}|{:=+8d}|{a[0]}|{b.real}".format("r", "l", "c", -42, a=[7], b=2))
print(format(1234.5678, ",.2f"), format(True, "d"), format("t", "5") + "|", f"{-7 // 2} {-7 % 3} {7 / 2} {2**-1}")
print(str(1.0), repr(0.1 + 0.2), 1e22, 123456789012345680.0, 5e-324, -0.0, 1/3, 2/3, 100.0, 1e5, 1.5e300*1e10)
print(round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(12345, -2), "a".join("xyz"), "tab\tand \\ \u00e9 \x41")
print("  pad ".strip() + "|", "a,b,,c".split(","), "one two".title(), "x=1;y=2".partition(";"), "abc".translate({97: "z"}))
print(f"""{name}
 over lines {x:.1f}""", r"\n raw", b"bytes\x00", "é".encode(), b"\xc3\xa9".decode(), "ß".upper(), "A".casefold())
