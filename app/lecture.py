"""The lecture's chapters in its order, each with something to find out and to do."""

from app.chapters import Chapter

TORCH = """import torch
x1 = torch.tensor(2.0, requires_grad=True)
w1 = torch.tensor(-3.0, requires_grad=True)
b = torch.tensor(6.8813735870195432, requires_grad=True)
n = x1*w1 + b
o = torch.tanh(n)
o.backward()
print(o.item(), x1.grad.item(), w1.grad.item())"""

NET = """import random
from micrograd.nn import MLP
random.seed(1337)
net = MLP(3, [4, 4, 1], activation="tanh", bias="uniform", linear_output=False)
"""

SAMPLES = (
    NET
    + """xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
"""
)

LOSS = (
    SAMPLES
    + """scores = [net(x) for x in xs]
loss = sum((score - y)**2 for y, score in zip(ys, scores))
loss.backward()"""
)

DESCENT = (
    SAMPLES
    + """for step in range(20):
    scores = [net(x) for x in xs]
    loss = sum((score - y)**2 for y, score in zip(ys, scores))
    net.zero_grad()
    loss.backward()
    for p in net.parameters():
        p.data += -0.1 * p.grad
    print(step, loss.data)"""
)

NEURON = """# inputs
x1 = 2.0
x2 = 0.0
# weights
w1 = -3.0
w2 = 1.0
# bias
b = 6.8813735870195432
n = x1*w1 + x2*w2 + b
"""

CHAPTERS = (
    Chapter(
        "0:00:25",
        "What micrograd does",
        "Many ops, names used again and again: can one sweep find every gradient?",
        (
            "Step forward to watch the data being computed, op by op.",
            "Then step on: the backward pass runs from g to a and b.",
        ),
        "a = Value(-4.0)\nb = Value(2.0)\nc = a + b\nd = a * b + b**3\nc += c + 1\nc += 1 + c + (-a)\n"
        "d += d * 2 + (b + a).relu()\nd += 3 * d + (b - a).relu()\ne = c - d\nf = e**2\ng = f / 2.0\n"
        "g += 10.0 / f\ng.backward()",
        ("g", "a", "b"),
    ),
    Chapter(
        "0:08:08",
        "The derivative of a function of one input",
        "What does a slope say, and where is it zero?",
        (
            "Drag x: below 2/3 the gradient is negative, above it is positive.",
            "Nudge x by a small h and compare rise over run with the gradient.",
        ),
        "x = 3.0\ny = 3*x**2 - 4*x + 5",
        ("y", "x"),
    ),
    Chapter(
        "0:14:12",
        "Several inputs",
        "Each input has a slope of its own. Which one moves d the most?",
        ("Nudge a, then b, then c.", "Why is the gradient of a equal to b?"),
        "a = 2.0\nb = -3.0\nc = 10.0\nd = a*b + c",
        ("d", "a", "b", "c"),
    ),
    Chapter(
        "0:19:09",
        "The Value object and its picture",
        "What does a Value have to remember so that the graph can be walked backwards?",
        (
            "Point at a card: its place in the program lights up.",
            "Every card: name, data, grad. Every circle: an op.",
        ),
        "a = 2.0\nb = -3.0\nc = 10.0\ne = a*b\nd = e + c\nf = -2.0\nL = d*f",
        ("L", "d", "e"),
    ),
    Chapter(
        "0:32:10",
        "Manual backpropagation, 1",
        "If d moves a little, how does L move? And through d, how does c move L?",
        (
            "Predict each gradient before you step.",
            "A plus hands the gradient on unchanged; a product swaps its factors.",
        ),
        "a = 2.0\nb = -3.0\nc = 10.0\ne = a*b\nd = e + c\nf = -2.0\nL = d*f",
        ("L", "f", "d", "c", "e", "b", "a"),
    ),
    Chapter(
        "0:51:10",
        "One step of optimisation",
        "What happens to L if every leaf moves a little along its gradient?",
        ("Move a, b, c and f by 0.01 times their gradients: L rises.", "Against the gradient it falls."),
        "a = 2.0\nb = -3.0\nc = 10.0\nf = -2.0\nL = (a*b + c)*f",
        ("L", "a", "b", "c", "f"),
    ),
    Chapter(
        "0:52:52",
        "Manual backpropagation, 2: a neuron",
        "Which weight should change to move the neuron's output?",
        ("w2 has gradient 0. Why? Look at x2.", "Make b larger until tanh is flat: every gradient shrinks."),
        NEURON + "o = tanh(n)",
        ("o", "n", "x1", "w1", "x2", "w2"),
    ),
    Chapter(
        "1:09:02",
        "A backward rule for each op",
        "What must an op know to send a gradient back? Only its own local derivative.",
        (
            "Step to each op and read the rule at the right.",
            "Change tanh to relu, sigmoid or exp: only one rule changes.",
        ),
        NEURON + "o = relu(n)",
        ("o", "n", "w1", "x1"),
    ),
    Chapter(
        "1:17:32",
        "Backward for the whole graph",
        "In which order may the ops be visited?",
        (
            "A node's turn comes when all it flows into have had theirs: reverse topological order.",
            "Break it: visit in the wrong order, and see which gradient comes out wrong.",
        ),
        "a = 2.0\nb = a*3\nc = a + b\nd = b*c",
        ("d", "c", "b", "a"),
    ),
    Chapter(
        "1:22:28",
        "The bug when a node is used twice",
        "b = a + a: two edges lead to a. What if the second overwrote the first?",
        (
            "Step through both contributions to a.",
            "Break it: overwrite instead of accumulate. The gradient is half.",
        ),
        "a = 3.0\nb = a + a",
        ("b", "a"),
    ),
    Chapter(
        "1:27:05",
        "Breaking up tanh",
        "How large may an op be? As large as you know its derivative.",
        (
            "The same neuron, with tanh made of exp.",
            "Compare the leaves' gradients with the chapter above: they are equal.",
        ),
        NEURON + "e = (2*n).exp()\no = (e - 1)/(e + 1)",
        ("o", "n", "x1", "w1", "x2", "w2"),
    ),
    Chapter(
        "1:39:31",
        "The same in PyTorch",
        "Does a real library find the same numbers?",
        (
            "Paste PyTorch's scalar spelling: it runs here.",
            "The other way: take your program out as PyTorch source.",
        ),
        TORCH,
        ("o", "x1", "w1"),
    ),
    Chapter(
        "1:43:55",
        "A neural net library: Neuron, Layer, MLP",
        "What is a network made of? The same Values, many more of them.",
        (
            "Open a layer, then a neuron, down to the single product.",
            "Fold it again: the merged edges show how much gradient crosses.",
        ),
        NET + "loss = (net([2.0, 3.0, -1.0]) - 1.0)**2\nloss.backward()",
        ("loss",),
    ),
    Chapter(
        "1:51:04",
        "A tiny data set and its loss",
        "How is one number made of four predictions, and how does it reach every weight?",
        ("Four samples, four groups, one loss.", "Which sample pulls hardest? Look for the widest edge."),
        LOSS,
        ("loss",),
    ),
    Chapter(
        "2:01:12",
        "Gradient descent by hand",
        "Twenty steps against the gradient: how far does the loss fall? And without zero_grad?",
        ("Go through the backward passes, one a step.", "Then on the training page: switch zero_grad off."),
        DESCENT,
        ("loss",),
    ),
    Chapter(
        "2:01:12",
        "The lecture's network, trained live",
        "What do its 41 parameters do while it learns?",
        (
            "Let it train, scrub back, change the learning rate, go on from there.",
            "Open one sample as Values.",
        ),
        train="lecture",
    ),
    Chapter(
        "2:16:46",
        "Two moons",
        "How do 337 numbers bend a boundary around two moons?",
        (
            "Watch the boundary, and each neuron's own picture of the plane.",
            "Click a sample and a neuron: the Values behind it.",
        ),
        train="moons-demo",
    ),
)
