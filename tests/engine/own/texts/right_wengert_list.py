import math
tape=[]
class Var:
    def __init__(self,v): self.v=v; self.d=0.0
    def __add__(self,o):
        z=Var(self.v+o.v)
        tape.append((z,[(self,1.0),(o,1.0)]))
        return z
    def __mul__(self,o):
        z=Var(self.v*o.v)
        tape.append((z,[(self,o.v),(o,self.v)]))
        return z
def sin(x):
    z=Var(math.sin(x.v)); tape.append((z,[(x,math.cos(x.v))])); return z
def grad(z):
    z.d=1.0
    for out,ins in reversed(tape):
        for p,l in ins: p.d+=l*out.d
x=Var(2.0);y=Var(5.0)
z=x*y+sin(x)
grad(z)
print(x.d,y.d)
