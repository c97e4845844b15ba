# type: ignore
"""Stand-in until the real one: NumPy, one call an op."""
import numpy as np
from engine.graph import topological_order

def sg(a): return 1 / (1 + np.exp(-a))
F = {
 "add": (lambda a,b: a+b, lambda o,a,b: (1.0,1.0)), "sub": (lambda a,b: a-b, lambda o,a,b: (1.0,-1.0)),
 "mul": (lambda a,b: a*b, lambda o,a,b: (b,a)), "div": (lambda a,b: a/b, lambda o,a,b: (1/b,-o/b)),
 "neg": (lambda a: -a, lambda o,a: (-1.0,)), "powk": (lambda a,k: a**k, lambda o,a,k: (k*a**(k-1),)),
 "exp": (np.exp, lambda o,a: (o,)), "log": (np.log, lambda o,a: (1/a,)), "tanh": (np.tanh, lambda o,a: (1-o*o,)),
 "sigmoid": (sg, lambda o,a: (o*(1-o),)), "relu": (lambda a: np.where(a>0,a,0.0), lambda o,a: (np.where(a>0,1.0,0.0),)),
 "leaky_relu": (lambda a,k: np.where(a>0,a,k*a), lambda o,a,k: (np.where(a>0,1.0,k),)),
 "softplus": (lambda a: np.maximum(a,0)+np.log1p(np.exp(-np.abs(a))), lambda o,a: (sg(a),)),
 "silu": (lambda a: a*sg(a), lambda o,a: (sg(a)*(1+a*sg(-a)),)), "sin": (np.sin, lambda o,a: (np.cos(a),)),
 "abs": (np.abs, lambda o,a: (np.sign(a),)),
 "max": (np.maximum, lambda o,a,b: (np.where(a>b,1.0,np.where(a==b,.5,0.0)), np.where(b>a,1.0,np.where(a==b,.5,0.0)))),
}
import math
erf = np.vectorize(math.erf)
cdf = lambda a: .5*(1+erf(a/math.sqrt(2)))
F["gelu"] = (lambda a: a*cdf(a), lambda o,a: (cdf(a)+a*np.exp(-.5*a*a)/math.sqrt(2*math.pi),))

class Prog:
    def __init__(self, roots, inputs):
        vals = set()
        for r in roots: vals.update(topological_order(r))
        vals.update(inputs)
        self.vals = sorted(vals, key=lambda v: v.serial)
        self.at = {v: i for i, v in enumerate(self.vals)}
        self.ops = [(i, v.op.name, [self.at[p] for p in v.parents], (v.constant,) if v.op.takes_constant else ()) for i, v in enumerate(self.vals) if v.op]
        self.leaf = [(i, v.data) for i, v in enumerate(self.vals) if not v.op]
    def forward(self, given):
        x = [None]*len(self.vals)
        for i, d in self.leaf: x[i] = d
        for v, d in given: x[self.at[v]] = d
        with np.errstate(all="ignore"):
            for i, name, ps, k in self.ops: x[i] = F[name][0](*[x[p] for p in ps], *k)
        self.x = x
        return x
    def backward(self, root, seed):
        g = [0.0]*len(self.vals); g[self.at[root]] = seed
        with np.errstate(all="ignore"):
            for i, name, ps, k in reversed(self.ops):
                for p, l in zip(ps, F[name][1](self.x[i], *[np.asarray(self.x[p], float) for p in ps], *k)): g[p] = g[p] + g[i]*l
        self.g = g
        return g

class Tape:
    def __init__(self, loss, parameters, columns, outputs, penalty, reduction):
        self.parameters, self.columns, self.outputs, self.loss, self.penalty, self.reduction = list(parameters), list(columns), list(outputs), loss, penalty, reduction
        self.main = Prog([loss, *outputs], [*parameters, *columns])
        self.pen = Prog([penalty], parameters) if penalty is not None else None
    def lanes(self, columns): return Lanes(self, columns)
    def replay_sample(self, parameters, column):
        m = self.main
        x = m.forward([*zip(self.parameters, parameters.tolist()), *zip(self.columns, column.tolist())])
        g = m.backward(self.loss, 1.0)
        for v, a, b in zip(m.vals, x, g): v.data, v.grad = float(a), float(b)

class Lanes:
    executor = "numpy"
    def __init__(self, tape, columns): self.tape, self.cols, self.n = tape, columns, columns.shape[1]
    def forward(self, parameters):
        t = self.tape
        self.p = list(zip(t.parameters, parameters.tolist()))
        x = t.main.forward([*self.p, *zip(t.columns, self.cols)])
        at = t.main.at
        self.keep = x
        self.outputs = np.array([np.broadcast_to(x[at[o]], self.n) for o in t.outputs]).reshape(len(t.outputs), self.n)
        self.loss = np.broadcast_to(x[at[t.loss]], self.n)
        total = self.loss.sum() / (self.n if t.reduction == "mean" else 1)
        if t.pen: total += t.pen.forward(self.p)[t.pen.at[t.penalty]]
        return float(total)
    def backward(self):
        t = self.tape
        t.main.x = self.keep
        g = t.main.backward(t.loss, np.full(self.n, 1/self.n if t.reduction == "mean" else 1.0))
        out = np.array([np.sum(g[t.main.at[p]]) if np.ndim(g[t.main.at[p]]) else g[t.main.at[p]]*1.0 for p in t.parameters])
        if t.pen:
            gp = t.pen.backward(t.penalty, 1.0)
            out += np.array([gp[t.pen.at[p]] for p in t.parameters])
        return out

def record(loss, parameters, columns, *, outputs=(), penalty=None, reduction="mean"):
    return Tape(loss, parameters, columns, outputs, penalty, reduction)
