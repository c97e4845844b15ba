import math, operator
def op(grad):
    def deco(f):
        def method(self, *others):
            others=[o if isinstance(o,T) else T(o) for o in others]
            out=T(f(self.val,*[o.val for o in others]))
            out.src=(self,*others); out.rule=grad
            return out
        method.__name__=f.__name__
        return method
    return deco
class T:
    def __init__(self,val): self.val=float(val); self.adj=0.0; self.src=(); self.rule=None
    @op(lambda g,o,a,b:(g,g))
    def __add__(a,b): return a+b
    @op(lambda g,o,a,b:(g*b,g*a))
    def __mul__(a,b): return a*b
    @op(lambda g,o,a,b:(g/b,-g*a/b**2))
    def __truediv__(a,b): return a/b
    @op(lambda g,o,a:(g*o,))
    def exp(a): return math.exp(a)
    @op(lambda g,o,a:(g/a,))
    def log(a): return math.log(a)
    def reverse(self):
        topo=[]
        def go(n):
            if n not in topo:
                for s in n.src: go(s)
                topo.append(n)
        go(self)
        for n in topo: n.adj=0.0
        self.adj=1.0
        for n in topo[::-1]:
            if n.rule:
                for s,d in zip(n.src,n.rule(n.adj,n.val,*[s.val for s in n.src])): s.adj+=d
x=T(2);y=T(3)
f=((x*y).log()+x/y).exp()
f.reverse()
print(x.adj,y.adj)
