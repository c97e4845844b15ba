import math
class Expr:
    def __init__(self): self.grad=0.0
    def __add__(self,o): return Add(self,wrap(o))
    def __mul__(self,o): return Mul(self,wrap(o))
    def __radd__(self,o): return Add(wrap(o),self)
    def __rmul__(self,o): return Mul(wrap(o),self)
    def __sub__(self,o): return self+Mul(Const(-1),wrap(o))
class Const(Expr):
    def __init__(self,v): super().__init__(); self.v=v
    def backprop(self,g): self.grad+=g
class Var(Const): pass
class Bin(Expr):
    def __init__(self,a,b):
        super().__init__(); self.a,self.b=a,b; self.v=self.eval()
class Add(Bin):
    def eval(self): return self.a.v+self.b.v
    def backprop(self,g):
        self.grad+=g; self.a.backprop(g); self.b.backprop(g)
class Mul(Bin):
    def eval(self): return self.a.v*self.b.v
    def backprop(self,g):
        self.grad+=g
        self.a.backprop(g*self.b.v)
        self.b.backprop(g*self.a.v)
def wrap(x): return x if isinstance(x,Expr) else Const(x)
x=Var(3.);y=Var(4.)
z=x*x*y+2*y-x
z.backprop(1.0)
print(z.v,x.grad,y.grad)
