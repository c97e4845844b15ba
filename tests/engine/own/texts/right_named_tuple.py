from typing import NamedTuple
import math
class Dual(NamedTuple):
    re: float
    du: float = 0.0
    def __add__(self,o):
        o=o if isinstance(o,Dual) else Dual(o)
        return Dual(self.re+o.re,self.du+o.du)
    def __mul__(self,o):
        o=o if isinstance(o,Dual) else Dual(o)
        return Dual(self.re*o.re,self.re*o.du+self.du*o.re)
    def __radd__(self,o): return self+o
    def __rmul__(self,o): return self*o
    def sin(self): return Dual(math.sin(self.re),math.cos(self.re)*self.du)
def deriv(f,x): return f(Dual(x,1.0)).du
print(deriv(lambda x: x*x*3+x.sin()*2,1.5))
