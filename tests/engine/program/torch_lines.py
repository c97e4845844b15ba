"""Lines and programs that people write with torch, for the small one and the real one alike."""

from typing import Final

# Each line is an expression of: torch nn F optim math copy, x y m b (float tensors with a gradient), u v k (without).
LINES: Final = """
torch.tensor(2.0)
torch.tensor(2)
torch.tensor(True)
torch.tensor([1, 2, 3])
torch.tensor([1.0, 2.5])
torch.tensor([1, 2.5])
torch.tensor([[1, 2], [3, 4]])
torch.tensor([[1.5, -2], [3, 4]])
torch.tensor([[[1., 2], [3, 4]], [[5, 6], [7, 8]]])
torch.tensor([True, False])
torch.tensor([1e-5, 1.0])
torch.tensor([1e-8])
torch.tensor([1e10, 1.0])
torch.tensor([1e6, 1.0])
torch.tensor([100000.0, 2.0])
torch.tensor([123456.0, 0.5])
torch.tensor(1e9)
torch.tensor(123456789.0)
torch.tensor(0.1)
torch.tensor(-0.0)
torch.tensor([float('nan'), float('inf'), 1.0])
torch.tensor([float('inf'), -float('inf')])
torch.tensor([])
torch.tensor([1.0], dtype=torch.float64)
torch.tensor([1], dtype=torch.int32)
torch.tensor([1, 2], dtype=torch.float)
torch.tensor([1.7, -1.7]).int()
torch.tensor([1.7]).long()
torch.tensor([0.0, 2.0]).bool()
torch.tensor(1.5).half()
torch.tensor(0.1).double()
torch.tensor(0.1).item()
torch.tensor(0.1, dtype=torch.float64).item()
torch.tensor([0.1, 0.2]).tolist()
torch.Tensor([2.0])
torch.Tensor([2.0]).double()
torch.Tensor([1, 2])
torch.FloatTensor([1, 2])
torch.LongTensor([1, 2])
torch.DoubleTensor([1, 2])
torch.Tensor(2, 3).shape
torch.zeros(2)
torch.zeros(2, 3)
torch.zeros((2, 3))
torch.zeros(2, dtype=torch.int64)
torch.ones(3, 1)
torch.ones(2, requires_grad=True)
torch.full((2, 2), 7)
torch.full((2,), 0.5)
torch.eye(3)
torch.eye(2, 3)
torch.arange(5)
torch.arange(1, 6, 2)
torch.arange(0, 1, 0.25)
torch.arange(3.0)
torch.arange(10, 0, -3)
torch.linspace(0, 1, 5)
torch.linspace(-5, 5, 11)
torch.linspace(0, 1, 7)
torch.linspace(0, 1, 1)
torch.logspace(-3, 0, 4)
torch.zeros_like(x)
torch.ones_like(m)
torch.full_like(u, 3.0)
torch.empty(2).shape
torch.arange(1001)
torch.arange(1001.0) / 3
torch.arange(60.0)
torch.arange(24).view(2, 3, 4)
torch.arange(24.0).view(2, 3, 4) / 7
torch.arange(2000.0).view(40, 50)
torch.arange(20.0).view(2, 10) * 1.2345
torch.arange(20.0, requires_grad=True) * 1.5
x
y
m
u
k
x.shape
m.shape
m.size()
m.size(0)
m.dim()
m.ndim
m.numel()
len(m)
x.dtype
k.dtype
x.device
x.requires_grad
x.is_leaf
x.grad
x.grad_fn
(x * 2).requires_grad
(x * 2).is_leaf
(x * 2).grad_fn.name()
type((x * 2).grad_fn).__name__
type(x)
x.type()
k.type()
x + 1
1 + x
x + y
x - 1
1 - x
x - y
x * 3
3 * x
x * y
x / 2
2 / x
x / y
-x
+x
x ** 2
x ** 3
x ** 0.5
x ** -1
2 ** x
x ** y
x // 1
x % 1
abs(x)
x + k
k + 1
k + 1.5
k * 2
k / 2
k // 2
k % 2
k ** 2
-k
k - k
u * k
u.double() + u
torch.tensor(2.0, dtype=torch.float64) * u
torch.tensor([1]) * torch.tensor(2.5)
torch.tensor(1) + 1.5
torch.tensor(True) + 1
torch.tensor([1, 2]) + torch.tensor([0.5, 0.5], dtype=torch.float64)
torch.tensor([1], dtype=torch.int32) + torch.tensor([1])
u > 1
u >= v
u == u
u != v
k == 2
x > 1.5
(u > 1) & (v < 2)
(u > 1) | (v < 2)
~(u > 1)
torch.exp(x)
x.exp()
torch.log(x)
torch.log2(x)
torch.log10(x)
torch.log1p(x)
torch.expm1(x)
torch.sqrt(x)
torch.rsqrt(x)
torch.tanh(x)
x.tanh()
torch.sigmoid(x)
x.sigmoid()
torch.relu(x)
x.relu()
torch.sin(x)
torch.cos(x)
torch.tan(x)
torch.atan(x)
torch.asin(x / 4)
torch.sinh(x)
torch.cosh(x)
torch.erf(x)
torch.abs(-x)
torch.neg(x)
torch.square(x)
torch.reciprocal(x)
torch.pow(x, 2)
torch.pow(2, x)
torch.exp2(u)
torch.sign(x - 2)
torch.floor(x)
torch.ceil(x)
torch.round(x)
torch.round(u, decimals=1)
torch.clamp(x, 1.2, 2.0)
torch.clamp(x, min=2)
x.clamp(max=2)
torch.maximum(x, y)
torch.minimum(x, y)
torch.where(x > 1.5, x, y)
torch.where(u > 1.5, u, 0.0)
torch.where(u > 1.5)
torch.add(x, y)
torch.mul(x, 2)
torch.sub(x, y)
torch.div(x, y)
torch.exp(torch.tensor(1000.0))
torch.log(torch.tensor(0.0))
torch.log(torch.tensor(-1.0))
torch.sqrt(torch.tensor(-1.0))
torch.tensor(1.0) / 0
torch.tensor(0.0) / 0
torch.tensor(-1.0) / 0
torch.tensor(1) / 0
torch.tensor(-8.0) ** (1 / 3)
torch.tensor(0.0) ** -1
torch.isnan(torch.tensor([1.0, float('nan')]))
x.sum()
x.sum(0)
m.sum()
m.sum(0)
m.sum(1)
m.sum(dim=1, keepdim=True)
m.sum((0, 1))
torch.sum(m, dim=0)
k.sum()
(u > 1).sum()
x.mean()
m.mean(0)
m.mean(dim=1, keepdim=True)
x.prod()
x.max()
x.min()
m.max(1)
m.max(dim=0)
m.max(1).values
m.max(1).indices
m.min(1)[0]
torch.max(x)
torch.max(x, y)
x.argmax()
m.argmax(1)
m.argmin(dim=0)
torch.argmax(m, dim=1)
x.amax()
m.amax(1)
x.var()
x.std()
x.var(unbiased=False)
m.std(0)
m.var(1, keepdim=True)
x.norm()
torch.norm(x)
torch.linalg.norm(x)
u.norm(1)
x.cumsum(0)
m.cumsum(1)
u.cumprod(0)
x.logsumexp(0)
torch.logsumexp(m, dim=1)
(u > 1).any()
(u > 0).all()
u.sort()
u.sort(descending=True)
torch.sort(m, dim=1)
u.argsort()
u.topk(2)
u.median()
torch.unique(k)
x @ x
x.dot(y)
torch.dot(x, y)
m @ m.T
m @ x
m @ x.view(3, 1)
x @ m.T
torch.matmul(m, x)
torch.mm(m, m.t())
torch.mv(m, x)
m.mm(m.t())
x.outer(y)
torch.outer(x, y)
torch.einsum('ij,j->i', m, x)
torch.einsum('i,i->', x, y)
torch.einsum('ij->ji', m)
torch.bmm(torch.ones(2, 1, 3), torch.ones(2, 3, 1))
torch.ones(2, 1, 3) @ torch.ones(3, 2)
m.T
m.t()
m.transpose(0, 1)
m.permute(1, 0)
m.view(3, 2)
m.view(-1)
m.view(6)
m.reshape(3, -1)
m.flatten()
x.view(3, 1)
x.unsqueeze(0)
x.unsqueeze(1)
x.unsqueeze(-1)
x.unsqueeze(0).squeeze()
x.unsqueeze(0).squeeze(0)
x[None]
x[:, None]
x[0]
x[-1]
x[1:]
x[::2]
x[[0, 2]]
x[torch.tensor([0, 1])]
x[x > 1.2]
m[0]
m[0, 1]
m[:, 1]
m[:, 1:]
m[..., 0]
m[[0, 1], [1, 2]]
m[torch.arange(2), torch.tensor([0, 2])]
m[1][2]
m[m > 1]
k[0]
k[0].item()
k[k > 1]
u[k[0]]
x.clone()
x.detach()
x.data
x.double()
x.float()
x.to(torch.float64)
x.to('cpu')
x.expand(2, 3)
x.repeat(2)
x.repeat(2, 1)
u.repeat_interleave(2)
u.flip(0)
u.roll(1)
torch.stack([x, y])
torch.stack([x, y], dim=1)
torch.stack((x[0], y[0]))
torch.cat([x, y])
torch.cat((m, m), dim=1)
torch.cat([m, m], 0)
torch.hstack([u, v])
torch.vstack([u, v])
x.unbind()
torch.split(u, 2)
u.chunk(3)
torch.tril(m)
torch.triu(torch.ones(3, 3))
torch.diag(u)
torch.trace(torch.ones(2, 2))
m.gather(1, torch.tensor([[0], [2]]))
u.masked_fill(u > 1, 0)
u.index_select(0, torch.tensor([2, 0]))
(u > 1).nonzero()
torch.allclose(u, u + 1e-9)
torch.equal(u, v)
torch.isclose(u, u)
torch.meshgrid(torch.arange(2), torch.arange(3), indexing='ij')
torch.is_tensor(x)
isinstance(x, torch.Tensor)
torch.is_grad_enabled()
torch.cuda.is_available()
torch.get_default_dtype()
torch.float32
torch.long
torch.Size([2, 3])
torch.Size([2, 3]).numel()
tuple(m.shape)
m.shape[0]
m.shape == (2, 3)
torch.device('cpu')
f"{x.sum().item():.4f}"
f"{u.sum():.4f}"
f"{x}"
"%.3f" % u.sum()
round(u.sum().item(), 3)
float(u[0])
int(k[0])
bool(u[0] > 0)
list(k)
[t.item() for t in u]
2.0 in u
str(x.sum())
repr(m)
F.relu(x - 2)
F.leaky_relu(x - 2)
F.leaky_relu(x - 2, 0.2)
F.elu(x - 2)
F.selu(x - 2)
F.gelu(x)
F.gelu(x, approximate='tanh')
F.silu(x)
F.softplus(x)
F.sigmoid(x)
F.tanh(x)
F.logsigmoid(x)
F.hardtanh(x - 2)
F.relu6(x * 4)
F.softsign(x)
F.softmax(x, dim=0)
F.softmax(m, dim=1)
F.log_softmax(m, dim=1)
torch.softmax(x, 0)
x.softmax(0)
x.log_softmax(-1)
F.one_hot(k)
F.one_hot(torch.tensor([0, 2]), num_classes=4)
F.mse_loss(x, v)
F.mse_loss(x, v, reduction='sum')
F.mse_loss(x, v, reduction='none')
F.l1_loss(x, v)
F.smooth_l1_loss(x, v)
F.huber_loss(x, v)
F.cross_entropy(m, torch.tensor([0, 2]))
F.cross_entropy(x, torch.tensor(1))
F.cross_entropy(m, torch.tensor([0, 2]), reduction='none')
F.cross_entropy(m, torch.tensor([[0.2, 0.3, 0.5], [1, 0, 0]]))
F.nll_loss(F.log_softmax(m, 1), torch.tensor([0, 2]))
F.binary_cross_entropy(torch.sigmoid(x), torch.tensor([1., 0., 1.]))
F.binary_cross_entropy_with_logits(x, torch.tensor([1., 0., 1.]))
F.linear(x, m, b)
F.linear(m, m)
F.linear(m, m, b)
F.normalize(u, dim=0)
F.cosine_similarity(u, v, dim=0)
F.layer_norm(x, (3,))
F.embedding(torch.tensor([0, 1]), m)
F.dropout(u, 0.5, training=False)
nn.Linear(2, 3)
nn.Linear(2, 3, bias=False)
nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
nn.Sequential(nn.LeakyReLU(0.1), nn.GELU(), nn.Softmax(dim=1), nn.Dropout(0.2), nn.Flatten(), nn.ReLU(inplace=True), nn.ELU(), nn.Softplus(), nn.SiLU(), nn.Identity(), nn.Hardtanh(), nn.ReLU6(), nn.LogSoftmax(dim=-1))
nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU()])
nn.ModuleDict({'a': nn.Tanh()})
nn.Sequential()
nn.Embedding(3, 4)
nn.LayerNorm(3)
nn.BatchNorm1d(3)
nn.MSELoss()
nn.CrossEntropyLoss()
nn.Parameter(torch.tensor(1.0))
nn.Parameter(torch.ones(2, 2))
nn.Parameter(torch.ones(1), requires_grad=False)
nn.Tanh()(x)
nn.ReLU()(x)
nn.Sigmoid()(x)
nn.MSELoss()(x, v)
nn.MSELoss(reduction='sum')(x, v)
nn.L1Loss()(x, v)
nn.CrossEntropyLoss()(m, torch.tensor([0, 2]))
nn.BCELoss()(torch.sigmoid(x), torch.tensor([1., 0., 1.]))
nn.BCEWithLogitsLoss()(x, torch.tensor([1., 0., 1.]))
nn.Softmax(dim=0)(x)
optim.SGD([x], lr=0.1)
optim.Adam([x], lr=0.1)
optim.AdamW([x])
optim.RMSprop([x])
optim.SGD([{'params': [x], 'lr': 0.5}, {'params': [y]}], lr=0.1).param_groups[0]['lr']
torch.tensor('a')
torch.tensor([[1, 2], [3]])
torch.ones(2) + torch.ones(3)
torch.ones(2, 3) @ torch.ones(2, 3)
torch.ones(2) @ torch.ones(3)
torch.ones(2, 3) @ torch.ones(2)
torch.ones(3)[5]
torch.tensor(1.0)[0]
torch.ones(2)[1, 2]
torch.ones(2).view(3)
torch.ones(2).reshape(5, -1)
bool(torch.ones(2))
float(torch.ones(2))
x.item()
len(torch.tensor(1.0))
list(torch.tensor(1.0))
torch.tensor(1, requires_grad=True)
nn.Parameter(torch.tensor([1, 2]))
x.numpy()
torch.ones(2, 2) @ torch.ones(2, 2).double()
torch.cat([torch.ones(2, 2), torch.ones(2, 3)], 0)
torch.cat([torch.tensor(1.0), torch.tensor(2.0)])
torch.stack([torch.ones(2), torch.ones(3)])
torch.ones(2).sum(1)
torch.tensor([1, 2]).mean()
torch.tensor(2) ** -1
u.foo
torch.foo
k.add_(1.5)
torch.ones(2).add_(torch.ones(3))
F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 5]))
torch.ones(2).backward()
x.backward()
(x * 2).backward()
torch.tensor(1.0).backward()
x.requires_grad_(True)
(x * 2).requires_grad_(False)
(x * 2).requires_grad_(True)
x.add_(1)
x.zero_()
x[0].mul_(2)
nn.Linear(2, 3)(torch.ones(4))
nn.Linear(2, 3)(torch.ones(4, 4))
nn.Linear(2, 3)(torch.ones(1, 2, dtype=torch.int64))
nn.Linear(2, 3)(torch.ones(1, 2).double())
optim.SGD([], lr=0.1)
optim.SGD(x, lr=0.1)
optim.SGD([x * 2], lr=0.1)
optim.SGD([x], lr=-1)
nn.Module().foo
nn.Module()(1)
torch.randint(3, 3, (1,))
copy.deepcopy(x * 2)
x @ 2
u - True
F.one_hot(torch.tensor([3]), 2)
"""

SETUP: Final = """
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.tensor([0.5, 2.0, -1.5], requires_grad=True)
m = torch.tensor([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]], requires_grad=True)
b = torch.tensor([0.25, -0.5], requires_grad=True)
u = torch.tensor([1.0, 2.5, 0.5])
v = torch.tensor([2.0, 0.0, 3.0])
k = torch.tensor([1, 2, 0])
"""

# What is differentiated by x and y, one a line: printed are the gradients of the sum.
GRADIENTS: Final = """
x + y
x - y
2 * x * y
x / y
x ** 2
x ** 3 - y ** 2
x ** 0.5
x ** y
2 ** x
(x * y).sum() ** 2
x.exp() * y.sin()
torch.log(x) + torch.sqrt(x)
torch.tanh(x * y)
torch.sigmoid(x - y)
torch.relu(y)
F.leaky_relu(y, 0.1)
F.elu(y)
F.selu(y)
F.gelu(y)
F.gelu(y, approximate='tanh')
F.silu(y)
F.softplus(y)
F.hardtanh(y)
F.hardtanh(x)
F.relu6(4 * x)
F.softsign(y)
F.logsigmoid(y)
y.abs()
(y - 2).abs()
x.clamp(1.0, 2.5)
x.clamp(min=2)
x.clamp(max=2)
torch.maximum(x, y)
torch.minimum(x, y)
torch.max(x, y)
torch.where(x > 1.5, x * y, y)
x.max()
x.min()
x.max() * 2
y.amax()
torch.tensor([1.0, 1.0, 0.0]).add(x * 0).max()
(x * 0).max()
x.max(0).values
x.mean() * y
x.var()
x.std() * y.mean()
x.norm()
x.prod()
x.cumsum(0) * y
x.cumprod(0) * y
x.logsumexp(0)
x @ y
torch.outer(x, y) ** 2
F.softmax(x, dim=0) * y
F.log_softmax(x, dim=0) * y
F.cross_entropy(x, torch.tensor(1))
F.mse_loss(x, y)
F.l1_loss(x, y)
F.huber_loss(x, y)
F.smooth_l1_loss(x, y)
F.binary_cross_entropy_with_logits(y, torch.tensor([1.0, 0.0, 1.0]))
F.binary_cross_entropy(torch.sigmoid(y), torch.tensor([1.0, 0.0, 1.0]))
F.layer_norm(x, (3,)) * y
F.cosine_similarity(x, y, dim=0)
x[0] * y[1] + x[1:] * y[:2]
x[[0, 0, 2]] * y
x[x > 1.5]
torch.stack([x, y]) * 3
torch.cat([x, y])[2:4]
x.view(3, 1) @ y.view(1, 3)
x.unsqueeze(1) * y
x.expand(2, 3) * y
x.repeat(2)
x.flip(0) * y
x.detach() * y
x.clone() * x
x.double() * y
x * x.data
x.sum() * y.sum()
x + torch.ones(2, 3)
x.sort(descending=True).values * y
x.topk(2).values
torch.einsum('i,j->', x, y)
x.reciprocal() + x.rsqrt()
torch.lerp(x, y, 0.25)
x % 2
x.round() * y
torch.atan(x) + torch.erf(y)
1 / (1 + (-x).exp())
((2 * x).exp() - 1) / ((2 * x).exp() + 1)
sum(a * b for a, b in zip(x, y))
"""

# Whole programs, with a line of dashes between them.
PROGRAMS: Final = """
x1 = torch.Tensor([2.0]).double()                ; x1.requires_grad = True
x2 = torch.Tensor([0.0]).double()                ; x2.requires_grad = True
w1 = torch.Tensor([-3.0]).double()               ; w1.requires_grad = True
w2 = torch.Tensor([1.0]).double()                ; w2.requires_grad = True
b = torch.Tensor([6.8813735870195432]).double()  ; b.requires_grad = True
n = x1*w1 + x2*w2 + b
o = torch.tanh(n)
print(o.data.item())
o.backward()
print('---')
print('x2', x2.grad.item())
print('w2', w2.grad.item())
print('x1', x1.grad.item())
print('w1', w1.grad.item())
print(o, n, x1, x1.grad)
---
a = torch.Tensor([-4.0]).double(); a.requires_grad = True
b = torch.Tensor([2.0]).double(); b.requires_grad = True
c = a + b
d = a * b + b**3
c = c + c + 1
c = c + 1 + c + (-a)
d = d + d * 2 + (b + a).relu()
d = d + 3 * d + (b - a).relu()
e = c - d
f = e**2
g = f / 2.0
g = g + 10.0 / f
g.backward()
print(g.data.item(), a.grad.item(), b.grad.item())
---
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
c = a * b
c.retain_grad()
d = c + a
d.backward()
print(a.grad, b.grad, c.grad, d)
---
x = torch.tensor(3.0, requires_grad=True)
for i in range(3):
    y = x ** 2
    y.backward()
    print(x.grad)
x.grad.zero_()
print(x.grad)
x.grad = None
print(x.grad)
---
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(e)
---
x = torch.tensor(3.0, requires_grad=True)
y = x + 1
y.backward()
y.backward()
print(x.grad)
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * 2).sum()
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print('refused')
z = (x + 2).mean()
z.backward()
z.backward()
print(x.grad)
---
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
y.backward(gradient=torch.tensor([1.0, 0.1, 0.01]))
print(x.grad)
y = x * x
y.backward(torch.ones(3))
print(x.grad)
try:
    (x * 2).backward(torch.ones(2))
except RuntimeError as e:
    print(e)
---
x = torch.tensor(2.0, requires_grad=True)
y = x ** 3
g, = torch.autograd.grad(y, x)
print(g, x.grad)
---
x = torch.tensor(2.0, requires_grad=True)
y = x ** 3
g = torch.autograd.grad(y, x, create_graph=True)[0]
print(g.item())
h = torch.autograd.grad(g, x, create_graph=True)[0]
print(h.item())
print(torch.autograd.grad(h, x)[0])
---
x = torch.tensor([0.5, -1.0], requires_grad=True)
y = (torch.tanh(x) * torch.exp(x)).sum() + torch.sigmoid(x[0] * x[1])
g, = torch.autograd.grad(y, x, create_graph=True)
(g ** 2).sum().backward()
print(x.grad)
---
x = torch.tensor(1.0, requires_grad=True); z = torch.tensor(1.0, requires_grad=True)
try:
    torch.autograd.grad(x * 2, z)
except RuntimeError as e:
    print(e)
print(torch.autograd.grad(x * 2, [x, z], allow_unused=True))
---
def f(v):
    return (v ** 2).sum() * v[0]
print(torch.autograd.functional.jacobian(lambda v: v ** 2, torch.tensor([1.0, 2.0])))
print(torch.autograd.functional.hessian(f, torch.tensor([1.0, 2.0])))
---
w = torch.tensor([1.0, -2.0], requires_grad=True)
for i in range(4):
    loss = ((w - 3) ** 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
    print(i, loss.item(), w)
---
w = torch.tensor([1.0, -2.0], requires_grad=True)
for i in range(3):
    loss = ((w - 3) ** 2).mean()
    loss.backward()
    w.data -= 0.1 * w.grad
    w.grad = None
print(w, loss)
---
w = torch.tensor(1.0, requires_grad=True)
try:
    w -= 0.1
except RuntimeError as e:
    print(e)
v = torch.ones(2, requires_grad=True)
try:
    v[0] = 5
except RuntimeError as e:
    print(e)
---
w = torch.tensor(1.0, requires_grad=True)
w = w - 0.1 * 2
print(w, w.is_leaf)
(w * 2).backward()
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    print(w.grad)
---
y = torch.zeros(3)
w = torch.tensor(2.0, requires_grad=True)
y[0] = w * 3
y[2] = w ** 2
print(y)
y.sum().backward()
print(w.grad)
---
a = torch.arange(6.0).view(2, 3)
b = a[0]
b += 10
a[:, 1] = -1
a[1] *= 2
print(a, b)
c = a.clone(); c.zero_()
print(a.sum(), c)
a.fill_(3.0); print(b)
a[a > 2] = 0.5
print(a)
a[0, 0] = torch.tensor(9)
print(a, a.view(-1)[0])
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y *= 3
y += x
print(y)
y.sum().backward()
print(x.grad)
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.add_(1).mul_(x.detach())
print(y)
y[0] = 7.0
print(y)
y.sum().backward()
print(x.grad)
---
with torch.no_grad():
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
print(y, y.requires_grad, x.requires_grad)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
with torch.no_grad():
    with torch.enable_grad():
        print((x * 2).requires_grad)
@torch.no_grad()
def f(v):
    return v * 2
print(f(x), torch.is_grad_enabled())
with torch.inference_mode():
    print(x * 2)
---
a = torch.tensor(2.0, requires_grad=True)
b = a.detach()
c = a * b
c.backward()
print(a.grad, b.requires_grad)
d = a.detach().clone().requires_grad_(True)
(d ** 2).backward()
print(d.grad, a.grad)
---
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        print('backward', grad_output)
        return 2 * x * grad_output
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = Square.apply(x)
print(y)
(y * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
print(x.grad)
z = torch.tensor(3.0, requires_grad=True)
w = Square.apply(Square.apply(z)) * 2
w.backward()
print(w, z.grad)
---
class Times(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, scale):
        ctx.save_for_backward(a, b)
        ctx.scale = scale
        return a * b * scale
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g * b * ctx.scale, g * a * ctx.scale, None
a = torch.tensor(2.0, requires_grad=True); b = torch.tensor(5.0, requires_grad=True)
Times.apply(a, b, 3).backward()
print(a.grad, b.grad)
---
class Dot(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return (a * b).sum()
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g * b, g * a
a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True); b = torch.tensor([4.0, 5.0, 6.0], requires_grad=True)
out = Dot.apply(a, b)
(out ** 2).backward()
print(out, a.grad, b.grad)
---
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
X = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
Y = torch.tensor([[0.0], [1], [1], [0]])
opt = optim.SGD(model.parameters(), lr=0.5)
lossf = nn.MSELoss()
for step in range(5):
    pred = model(X)
    loss = lossf(pred, Y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(step, f"{loss.item():.5f}")
print(model[0].weight, model[0].weight.grad, loss)
print(pred)
---
torch.manual_seed(1)
class Net(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.fc1 = nn.Linear(3, h)
        self.fc2 = nn.Linear(h, 2)
        self.drop = nn.Dropout(0.5)
        self.scale = nn.Parameter(torch.ones(1))
    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x))) * self.scale
net = Net(4)
print(net)
print(sum(p.numel() for p in net.parameters()), [n for n, _ in net.named_parameters()])
out = net(torch.tensor([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]]))
print(out)
loss = nn.CrossEntropyLoss()(out, torch.tensor([0, 1]))
loss.backward()
print(loss.item() > 0, net.fc2.bias.grad, net.scale.grad)
opt = optim.Adam(net.parameters(), lr=0.01)
opt.step()
print(net.fc2.bias, list(net.state_dict().keys()))
net.zero_grad()
print(net.fc1.weight.grad, net.training, net.eval().training)
---
torch.manual_seed(3)
w = torch.randn(3, requires_grad=True)
for name, make in [('sgd', lambda p: optim.SGD(p, lr=0.1, momentum=0.9)), ('nesterov', lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)),
                   ('decay', lambda p: optim.SGD(p, lr=0.1, weight_decay=0.1)), ('adam', lambda p: optim.Adam(p, lr=0.1)), ('adamw', lambda p: optim.AdamW(p, lr=0.1)),
                   ('rms', lambda p: optim.RMSprop(p, lr=0.1)), ('ams', lambda p: optim.Adam(p, lr=0.1, amsgrad=True))]:
    p = w.detach().clone().requires_grad_()
    opt = make([p])
    for i in range(4):
        opt.zero_grad()
        ((p - 1) ** 4).sum().backward()
        opt.step()
    print(name, p)
---
torch.manual_seed(5)
print(torch.rand(2, 3), torch.randn(2), torch.randint(0, 100, (5,)), torch.randperm(7), torch.randn(4, 5), torch.rand(1).item())
g = torch.Generator().manual_seed(2147483647)
print(torch.randn((3, 3), generator=g), torch.randint(0, 27, (4,), generator=g), torch.rand(2, generator=g))
p = torch.rand(3, generator=g); p = p / p.sum()
print(torch.multinomial(p, num_samples=10, replacement=True, generator=g), torch.multinomial(p, 2))
print(torch.normal(0.0, 1.0, (3,)), torch.empty(2, 2).uniform_(-1, 1), torch.zeros(3).normal_(), torch.randn_like(torch.zeros(2)), torch.rand(2, dtype=torch.float64))
print(torch.bernoulli(torch.full((6,), 0.5)))
print(nn.init.xavier_uniform_(torch.empty(2, 2)), nn.init.kaiming_normal_(torch.empty(2, 2)))
print(nn.Embedding(2, 3).weight, nn.Linear(3, 1).weight.data)
print(F.dropout(torch.ones(8), 0.5))
---
torch.manual_seed(0)
from torch.utils.data import DataLoader, TensorDataset
ds = TensorDataset(torch.arange(6.0).view(6, 1), torch.arange(6))
for xb, yb in DataLoader(ds, batch_size=4):
    print(xb.shape, yb)
for xb, yb in DataLoader(ds, batch_size=2, shuffle=True):
    print(yb)
print(len(DataLoader(ds, batch_size=4)), ds[0])
---
opt = optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
s = optim.lr_scheduler.StepLR(opt, step_size=2, gamma=0.1)
for i in range(5):
    opt.step(); s.step()
    print(s.get_last_lr(), opt.param_groups[0]['lr'])
---
a = torch.tensor(2.0, requires_grad=True)
b = a * 3 + 1
print(b.grad_fn.next_functions[0][0].name(), type(b.grad_fn.next_functions[0][0]).__name__)
print(b.grad_fn.next_functions[0][0].next_functions[0][0].name())
---
import torch
from torch import nn, optim, tensor
import torch.nn.functional as FF
from torch.autograd import Variable, grad
from torch.nn import Linear, MSELoss
from torch.optim import Adam
v = Variable(torch.ones(2), requires_grad=True)
print(FF.relu(tensor([-1.0, 1.0])), Linear(1, 1), v.sum())
---
x = torch.linspace(0, 1, 5).unsqueeze(1)
y = 3 * x + 1
w = torch.zeros(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for epoch in range(20):
    loss = torch.mean((x * w + b - y) ** 2)
    loss.backward()
    with torch.no_grad():
        for p in (w, b):
            p -= 0.5 * p.grad
            p.grad.zero_()
print(f'w={w.item():.4f} b={b.item():.4f} loss={loss:.6f}')
---
torch.set_printoptions(precision=2)
print(torch.tensor([1.2345, 100.0]))
torch.set_printoptions(precision=4, sci_mode=False)
print(torch.tensor([1e-5, 1.0]))
torch.set_printoptions(profile='default')
print(torch.tensor([1e-5, 1.0]))
---
torch.set_default_dtype(torch.float64)
print(torch.tensor(1.0) / 3, torch.ones(2).dtype, nn.Linear(1, 1).weight.dtype)
torch.set_default_dtype(torch.float32)
print(torch.tensor(1.0, dtype=torch.float64))
---
m = nn.Linear(2, 1)
with torch.no_grad():
    m.weight.copy_(torch.tensor([[1.0, -1.0]]))
    m.bias.fill_(0.5)
print(m(torch.tensor([2.0, 3.0])), m.weight, m.bias)
m.weight.data = torch.tensor([[2.0, 2.0]])
print(m(torch.ones(1, 2)))
sd = m.state_dict(); print(sd)
n = nn.Linear(2, 1); print(n.load_state_dict(sd)); print(n.weight)
m.double(); print(m.weight)
nn.init.zeros_(m.weight); print(m.weight)
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
p = x.view(2, 1)
q = x[0]
with torch.no_grad():
    x += 1
print(x)
(p.sum() * q).backward()
print(x.grad)
---
import math
class Value:
    def __init__(self, d):
        self.d = d
    def __rmul__(self, o):
        return 'reflected'
try:
    print(torch.tensor(1.0) * Value(2))
except TypeError as e:
    print('TypeError')
print(math.sin(torch.tensor(1.0)), max(torch.tensor(1.0), torch.tensor(2.0)), sum([torch.tensor(1.0), torch.tensor(2.0)]))
print(sorted([torch.tensor(3), torch.tensor(1)]), {torch.tensor(1): 2} != {}, torch.tensor(5) // 2, divmod(7, 2))
print([1, 2, 3][torch.tensor(1)], range(3)[torch.tensor(2)])
print('{:.2f}'.format(torch.tensor(1.5)), f'{torch.tensor(3):>5}', torch.tensor([1.5]).item())
---
x = torch.tensor(0.0, requires_grad=True)
y = torch.relu(x) + x.abs()
y.backward()
print(x.grad)
z = torch.tensor(0.0, requires_grad=True)
torch.sqrt(z).backward()
print(z.grad)
v = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)
v.max().backward()
print(v.grad)
v.grad = None
v.max(0)[0].backward()
print(v.grad)
---
a = torch.tensor([1.0], requires_grad=True)
l = []
for i in range(3):
    out = a * i
    out.backward()
    l.append(a.grad.clone())
print(l)
---
torch.manual_seed(42)
xs = torch.randn(4, 3)
ys = torch.tensor([1.0, -1.0, -1.0, 1.0])
class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 4), nn.Linear(4, 4), nn.Linear(4, 1)])
    def forward(self, x):
        for l in self.layers:
            x = torch.tanh(l(x))
        return x.squeeze(-1)
net = MLP()
opt = optim.SGD(net.parameters(), lr=0.1)
for k in range(5):
    loss = ((net(xs) - ys) ** 2).sum()
    opt.zero_grad(); loss.backward(); opt.step()
    print(k, round(loss.item(), 4))
print(net(xs), net.layers[2].bias)
---
W = torch.randn(27, 27, generator=torch.Generator().manual_seed(2147483647), requires_grad=True)
ix = torch.tensor([0, 5, 13, 13, 1]); iy = torch.tensor([5, 13, 13, 1, 0])
xenc = F.one_hot(ix, num_classes=27).float()
logits = xenc @ W
counts = logits.exp()
probs = counts / counts.sum(1, keepdims=True)
loss = -probs[torch.arange(5), iy].log().mean()
loss.backward()
print(loss, W.grad[0, :4], W.grad.shape)
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
h = []
y.register_hook(lambda g: h.append(g))
y.sum().backward()
print(h, x.grad)
---
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x.T @ x
y.sum().backward()
print(x.grad, x.grad.T, x.grad.sum(0))
print(x.mT, x.swapaxes(0,1).shape)
---
a = torch.randn(3, 4)
print(a.shape, a.size(-1), a.stride() if hasattr(a, 'stride') else 0)
---
x = torch.ones(2, requires_grad=True)
print(x.grad_fn, x.sum().grad_fn.name())
y = (x*x).sum()
y.backward(retain_graph=True); y.backward()
print(x.grad)
print(x.grad.requires_grad, x.grad.is_leaf, x.grad.grad_fn)
---
x = torch.tensor(1.0, requires_grad=True)
y = x
for i in range(5):
    y = torch.sin(y) + y * x
y.backward()
print(y, x.grad)
print(f'{x.grad:.3f}', f"{y.item():.6f}")
---
x = torch.tensor([1., 2., 3.])
x.requires_grad = True
y = x.pow(2).mul(3).add(1).mean()
y.backward()
print(x.grad, y)
x.requires_grad_(False)
print(x)
---
print(torch.tensor(3.14159), torch.tensor([3.14159]), torch.tensor([[0.1]]), torch.tensor(1e-10), torch.tensor(12345.678), torch.tensor(1e5), torch.tensor([1e-3, 1e3]))
print(torch.tensor([0.00001]), torch.tensor([10000.5, 1.0]), torch.tensor([99999.0, 1.5]))
print(torch.tensor([1+1e-7, 2.]))
print(torch.tensor(-5), torch.tensor([-1, 10, 100]), torch.tensor([[True], [False]]))
print(torch.zeros(2,0), torch.zeros(0, 3), torch.tensor([], dtype=torch.int64), torch.zeros(1,1,1))
---
t = torch.tensor([1,2,3])
print(t.float().mean(), t.sum().item(), t.dtype, t.max(), t.tolist(), t * 2.5, t / 2, t.pow(2), t.float().std())
print(t == torch.tensor([1,0,3]), (t == torch.tensor([1,0,3])).float().mean(), (t > 1).sum().item())
---
w1 = torch.randn(2, 3, generator=torch.Generator().manual_seed(1), requires_grad=True)
b1 = torch.zeros(3, requires_grad=True)
X = torch.tensor([[1., 2.], [3., 4.]])
h = torch.tanh(X @ w1 + b1)
loss = (h ** 2).mean()
loss.backward()
print(w1.grad, b1.grad, h, loss)
params = [w1, b1]
for p in params:
    p.data += -0.1 * p.grad
print(w1, b1)
print(sum(p.nelement() for p in params))
---
import torch.nn as nn
class Linear:
    def __init__(self, fan_in, fan_out, bias=True):
        self.weight = torch.randn((fan_in, fan_out), generator=g) / fan_in**0.5
        self.bias = torch.zeros(fan_out) if bias else None
    def __call__(self, x):
        self.out = x @ self.weight
        if self.bias is not None:
            self.out += self.bias
        return self.out
    def parameters(self):
        return [self.weight] + ([] if self.bias is None else [self.bias])
g = torch.Generator().manual_seed(2147483647)
layers = [Linear(3, 4), Linear(4, 2)]
params = [p for l in layers for p in l.parameters()]
for p in params: p.requires_grad = True
x = torch.ones(2, 3)
for l in layers: x = torch.tanh(l(x))
loss = F.cross_entropy(x, torch.tensor([0, 1]))
for l in layers: l.out.retain_grad()
for p in params: p.grad = None
loss.backward()
print(loss.item(), layers[0].out.grad is not None, params[1].grad, layers[1].out.grad)
print(x.std(), x.mean(), (x.abs() > 0.5).float().mean()*100)
---
emb = torch.randn(5, 2, generator=torch.Generator().manual_seed(0), requires_grad=True)
ix = torch.tensor([[0, 1], [2, 0]])
e = emb[ix]
print(e.shape, e.view(2, -1), e.grad_fn.name())
e.view(2, 4).sum().backward()
print(emb.grad)
---
x = torch.tensor([0.5, 0.5], requires_grad=True)
opt = torch.optim.SGD([x], lr=0.1, momentum=0.9)
for i in range(3):
    opt.zero_grad()
    loss = (x[0]-1)**2 + 100*(x[1]-x[0]**2)**2
    loss.backward()
    opt.step()
    print(x.detach(), loss.detach(), x.grad)
print(opt)
---
def closure():
    opt.zero_grad()
    l = (p ** 2).sum()
    l.backward()
    return l
p = torch.tensor([3.0], requires_grad=True)
opt = torch.optim.SGD([p], lr=0.1)
print(opt.step(closure), p)
---
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x.detach().numpy() if False else x.detach()
print(y, y.requires_grad, x.data_ptr() == y.data_ptr())
y[0] = 10
print(x)
---
x = torch.tensor(2.0, requires_grad=True)
with torch.no_grad():
    y = x * 3
y.requires_grad_()
(y ** 2).backward()
print(y, y.grad, x.grad)
---
a = torch.tensor([1., 2.], requires_grad=True)
b = torch.tensor([3., 4.], requires_grad=True)
L = 3*a**3 - b**2
L.backward(gradient=torch.tensor([1., 1.]))
print(9*a**2 == a.grad, -2*b == b.grad, a.grad)
---
torch.autograd.backward([torch.tensor(1.0, requires_grad=True) * 2])
x = torch.tensor(2.0, requires_grad=True)
torch.autograd.backward((x * 2, x ** 2))
print(x.grad)
---
x = torch.arange(12.0).reshape(3, 4)
print(x[1:, :2], x[:, -1], x[0, 1:3], x[[0, 2]], x[x > 5], x[:, [0, 3]], x[-1, -1], x[..., 1], x[None].shape, x[:, None].shape, x[1, ::2])
x[1:, 1:] = 0
print(x)
x[0] = torch.tensor([9., 9, 9, 9]); x[:, 0] += 100
print(x, x.sum(1), x.mean(dim=(0, 1)), x.max(dim=1, keepdim=True)[0])
print(x.argmax(), x.flatten()[x.argmax()], x.tolist())
---
print(torch.tensor([1.0, 2.0]).mean().item(), torch.tensor([3., 4.]).norm(), torch.tensor([1., 2.]).dot(torch.tensor([3., 4.])))
a, b = torch.tensor([1.0, 2.0])
print(a, b, a + b, a > b, bool(a < b), float(a), int(b))
for i, v in enumerate(torch.tensor([1, 2])):
    print(i, v, v.item())
print(torch.tensor([1, 2]).shape == torch.Size([2]), len(torch.zeros(3, 2)), torch.zeros(3, 2).numel())
print(max([torch.tensor(1.), torch.tensor(3.)]), min(torch.tensor([3., 1.])), sum(torch.tensor([1., 2.])), abs(torch.tensor(-1.)), round(torch.tensor(1.6).item()))
---
torch.manual_seed(1337)
print(torch.randn(3, 3), torch.rand(2), torch.randint(5, (3,)), torch.randint(low=0, high=5, size=(2, 2)))
print(torch.initial_seed())
---
lin = nn.Linear(3, 1)
print(lin.weight.shape, lin.bias.shape, lin.in_features, [p.shape for p in lin.parameters()])
for name, p in lin.named_parameters(): print(name, p.shape, p.requires_grad)
print(isinstance(lin.weight, nn.Parameter), isinstance(lin.weight, torch.Tensor), type(lin.weight))
print(type(torch.tensor(1.)), type(nn.ReLU()).__name__, lin.weight.grad)
---
s = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
print(s[0], len(s), s[-1].weight.shape, s[:2], [type(l).__name__ for l in s])
for n, l in s.named_children(): print(n, l)
with torch.no_grad():
    for p in s.parameters(): p.fill_(0.5)
print(s(torch.tensor([[2.0]])), s(torch.tensor([2.0])))
s.apply(lambda mod: print(type(mod).__name__))
from collections import OrderedDict
print(nn.Sequential(OrderedDict([('fc', nn.Linear(1, 1)), ('act', nn.Tanh())])))
---
x = torch.tensor([2.0], requires_grad=True)
y = x ** 2
y.backward()
print(x.grad.item(), x.grad.data, x.grad.numpy() if False else 0)
x.grad.data.zero_()
print(x.grad)
x.grad += 5
print(x.grad)
---
x = torch.tensor(2.0, requires_grad=True)
y = x * 2
try:
    y.backward(retain_graph=True)
    with torch.no_grad(): x += 1
    y.backward()
    print(x.grad)
except RuntimeError as e:
    print('error')
---
try:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x ** 2
    with torch.no_grad():
        x.mul_(2)
    y.sum().backward()
    print(x.grad)
except RuntimeError as e:
    print(str(e)[:60])
---
try:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    h = x.exp()
    h += 1
    h.sum().backward()
except RuntimeError as e:
    print(str(e))
---
import functools, operator
x = [torch.tensor(v, requires_grad=True) for v in (1.0, 2.0, 3.0)]
p = functools.reduce(operator.mul, x)
p.backward()
print([t.grad.item() for t in x], [t.grad for t in x])
---
x = torch.tensor([1., -1.], requires_grad=True)
print(torch.nn.functional.relu(x), torch.clamp(x, min=0), torch.where(x > 0, x, torch.zeros_like(x)), torch.max(x, torch.zeros_like(x)), torch.max(x, torch.tensor(0.)))
print(x.relu().sum(), x.gt(0), x.ge(0).all(), x.lt(0).any(), x.eq(1), x.ne(1))
print(x.square().sum().sqrt(), x.pow(2).sum().pow(.5), 1/(1+torch.exp(-x)), x.sigmoid())
---
x = torch.tensor(5., requires_grad=True)
lr = 0.1
hist = []
for step in range(10):
    f = x**2 - 4*x + 1
    f.backward()
    hist.append((x.item(), f.item(), x.grad.item()))
    x = (x - lr * x.grad).detach().requires_grad_(True)
print(hist[-1], x)
---
x = torch.tensor(3.)
x += 1; x *= 2; x -= 1; x /= 4; x **= 2
print(x)
i = torch.tensor([1, 2]); i += 1; i *= 3
print(i, i // 2, i % 2, -i, i ** 2)
try:
    i /= 2
except RuntimeError as e: print(e)
---
y = torch.tensor([0, 1, 2]); logits = torch.tensor([[2., 1, 0], [0, 2, 1], [1, 0, 2]], requires_grad=True)
loss = F.cross_entropy(logits, y)
loss.backward()
print(loss, logits.grad)
print((logits.argmax(1) == y).float().mean().item(), logits.softmax(-1), logits.max(1))
print(nn.CrossEntropyLoss(reduction='sum')(logits, y), nn.NLLLoss()(F.log_softmax(logits, dim=1), y), F.cross_entropy(logits, y, label_smoothing=0.1))
print(F.cross_entropy(logits, y, weight=torch.tensor([1., 2., 3.])))
---
x = torch.linspace(-2, 2, 5)
print(torch.stack([x, x**2]).T, torch.vander if False else 0, torch.cat([x[:, None], (x**2)[:, None]], 1).shape)
print(torch.tensor([1.,2.]).unsqueeze(1) * torch.tensor([3., 4.]), torch.tensor([[1.],[2.]]) + torch.tensor([10., 20.]))
print(x.to(torch.int), x.int().dtype, x.type(torch.float64).dtype, x.abs().max(), x.clip(-1, 1), x.sign())
---
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x ** 3
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * 3 * x ** 2
x = torch.tensor(2.0, requires_grad=True)
y = Cube.apply(x); y.backward(); print(y, x.grad)
---
class Relu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        ctx.save_for_backward(i)
        return i.clamp(min=0)
    @staticmethod
    def backward(ctx, g):
        i, = ctx.saved_tensors
        gi = g.clone()
        gi[i < 0] = 0
        return gi
x = torch.randn(3, 4, generator=torch.Generator().manual_seed(0), requires_grad=True)
w = torch.ones(4, 2, requires_grad=True)
Relu.apply(x).mm(w).pow(2).sum().backward()
print(x.grad, w.grad)
---
x = torch.tensor(1.5, requires_grad=True)
y = torch.sin(x)
for i in range(4):
    g, = torch.autograd.grad(y, x, create_graph=True)
    print(i, g)
    y = g
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x ** 3).sum()
y.backward(create_graph=True)
print(x.grad.detach())
print(torch.tensor([1,2,3], dtype=torch.float16), torch.tensor([1.5], dtype=torch.float16) * 3)
---
for name in ("SGD", "Adagrad", "Adadelta", "Adamax", "Adam", "RMSprop"):
    w = torch.tensor([1.5, -0.25, 0.125], requires_grad=True)
    optimizer = getattr(torch.optim, name)([w], lr=0.125)
    for _ in range(4):
        optimizer.zero_grad()
        ((w - 3) ** 2).sum().backward()
        optimizer.step()
    print(name, w)
---
from torch.optim import lr_scheduler
makers = [
    lambda o: lr_scheduler.StepLR(o, 3, 0.3), lambda o: lr_scheduler.MultiStepLR(o, [2, 5], 0.3),
    lambda o: lr_scheduler.ExponentialLR(o, 0.9), lambda o: lr_scheduler.ConstantLR(o),
    lambda o: lr_scheduler.LinearLR(o), lambda o: lr_scheduler.PolynomialLR(o),
    lambda o: lr_scheduler.CosineAnnealingLR(o, 5), lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2),
    lambda o: lr_scheduler.LambdaLR(o, lambda e: 0.95 ** e),
    lambda o: lr_scheduler.MultiplicativeLR(o, lambda e: 0.95),
]
for make in makers:
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    schedule, rates = make(optimizer), []
    for _ in range(8):
        rates += schedule.get_last_lr()
        optimizer.step()
        schedule.step()
    print(type(schedule).__name__, rates)
---
from torch.optim.lr_scheduler import ReduceLROnPlateau
w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
schedule = ReduceLROnPlateau(optimizer, patience=1)
for loss in (1.0, 0.9, 0.95, 0.93, 0.94, 0.8, 0.8, 0.8, 0.8):
    schedule.step(loss)
    print(optimizer.param_groups[0]["lr"])
---
import torch.nn.functional as F
x = torch.tensor([-3.5, -1.0, -0.2, 0.3, 2.0], requires_grad=True)
for f in (F.mish, F.hardswish, F.hardsigmoid, F.tanhshrink, F.celu, lambda v: F.threshold(v, 0.1, 7.0)):
    y = f(x)
    print(y, *torch.autograd.grad(y.sum(), x))
print(F.glu(x[:4], 0), F.softmin(x, 0))
print(torch.nn.Mish(), torch.nn.PReLU(), torch.nn.PReLU()(x), torch.nn.RMSNorm(5)(x))
---
from torch.func import grad, hessian, jacrev, vmap
f = lambda x: x ** 3
print(grad(f)(torch.tensor(2.0)), grad(grad(f))(torch.tensor(2.0)), vmap(grad(f))(torch.arange(3.0)))
print(hessian(lambda w: (w ** 2).prod())(torch.tensor([1.0, 2.0])), jacrev(torch.sin)(torch.tensor([0.0, 1.0])))
print(grad(lambda a, b: a * b, argnums=(0, 1))(torch.tensor(2.0), torch.tensor(5.0)))
---
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vjp
g = lambda a, b: (a * b).sum() + a[0]
a, b = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
print(jacobian(g, (a, b)), hessian(g, (a, b)))
print(vjp(torch.exp, a, b), jvp(torch.exp, a, b), hvp(lambda x: (x ** 3).sum(), a, b))
---
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector
import torch.nn.init as init
from torch.nn.parameter import Parameter
from torch.nn.modules.loss import MSELoss
import torch.backends.cudnn
from torch.linalg import norm
p = [Parameter(torch.tensor([1.0, 2.0])), Parameter(torch.tensor(3.0))]
for q in p:
    q.grad = q.detach() * 2
print(clip_grad_norm_(p, 1.0), p[0].grad, p[1].grad)
clip_grad_value_(p, 0.3)
print(p[0].grad, parameters_to_vector(p), norm(p[0]), init.ones_(torch.empty(2)), MSELoss())
---
x = torch.tensor([1.0, 2.0], requires_grad=True)
hook = x.register_hook(lambda g: g * 2)
(x ** 2).sum().backward()
hook.remove()
(x ** 2).sum().backward()
print(x.grad)
---
a, b = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)
g, = torch.autograd.grad(a * b, b, create_graph=True)
print(g, torch.autograd.grad(g, a))
---
x = torch.tensor([0.5, -1.5, 2.25], requires_grad=True)
y = torch.tensor([1.0, -2.0, 0.3], requires_grad=True)
print(torch.fmod(x, y), torch.sub(x, y, alpha=2), torch.add(x, y, alpha=2), torch.tril_indices(3, 3), torch.acosh(x * x + 1))
for f in (torch.atan2, torch.hypot, torch.logaddexp, torch.fmax, torch.fmin):
    v = f(x, y)
    print(v, *torch.autograd.grad(v.sum(), (x, y)))
for f in (torch.frac, torch.asinh, lambda v: torch.asinh(v * 1000), lambda v: torch.asinh(v * 1e-4), torch.deg2rad):
    v = f(x)
    print(v, *torch.autograd.grad(v.sum(), x))
---
a = torch.tensor([[1.0, 2.0], [3.0, 4.5]], requires_grad=True)
torch.linalg.det(a).backward()
print(a.grad, torch.kron(a.detach(), torch.eye(2)), torch.tensordot(a.detach(), a.detach(), 1))
print(torch.zeros(2, 3).scatter(1, torch.tensor([[0], [2]]), 1.0), torch.quantile(a.detach(), 0.25))
---
from torch.utils.data import TensorDataset, random_split
torch.manual_seed(1)
parts = random_split(TensorDataset(torch.arange(10)), [7, 3])
print([int(row[0]) for row in parts[1]], [len(part) for part in random_split(range(10), [0.5, 0.5])])
print(torch.autograd.gradcheck(lambda x: (x ** 3).sum(), torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)))
"""
