x = [1, 2]
print(x)
x.apend(3)
