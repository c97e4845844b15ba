import random
random.seed(42)
print(random.random(), random.uniform(-1, 1), random.randint(1, 6), random.choice("abc"), random.gauss(0, 1))
print(random.sample(range(100), 5), random.choices([1, 2, 3], weights=[5, 1, 1], k=6), random.randrange(0, 100, 7), random.getrandbits(16))
xs = list(range(8)); random.shuffle(xs); print(xs, random.normalvariate(1, 2), random.expovariate(2), random.betavariate(1, 2), random.triangular(0, 1, .5))
r = random.Random("text"); state = r.getstate(); a = r.random(); r.setstate(state); print(a == r.random(), a)
random.seed(1337); print([random.uniform(-1, 1) for _ in range(3)]); random.seed(b"x"); print(random.random())
