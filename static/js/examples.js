/** Programs to start from: the lecture's, in its order, and a few more. */

/** What a page without an address shows. The server reads this line, and sends the answer along with the page. */
export const FIRST_EXAMPLE =
  "# manual backpropagation, example 1\na = 2.0\nb = -3.0\nc = 10.0\ne = a*b\nd = e + c\nf = -2.0\nL = d*f";

/** @type {{ group: string, items: { title: string, about: string, source: string }[] }[]} */
export const EXAMPLES = [
  {
    group: "The lecture, chapter by chapter",
    items: [
      {
        title: "A function of one input",
        about: "0:08:08 · drag x: where is the slope zero?",
        source: "x = 3.0\n3*x**2 - 4*x + 5",
      },
      {
        title: "Several inputs",
        about: "0:14:12 · each input's own slope",
        source: "a = 2.0\nb = -3.0\nc = 10.0\nd = a*b + c",
      },
      {
        title: "L, manual backpropagation",
        about: "0:32:10 · a product of a sum of a product",
        source: FIRST_EXAMPLE,
      },
      {
        title: "A neuron",
        about: "0:52:52 · two inputs, two weights, a bias, tanh",
        source:
          "# inputs\nx1 = 2.0\nx2 = 0.0\n# weights\nw1 = -3.0\nw2 = 1.0\n# bias\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\no = tanh(n)",
      },
      {
        title: "Used twice: b = a + a",
        about: "1:22:28 · both uses count",
        source: "a = 3.0\nb = a + a",
      },
      {
        title: "Used twice: a larger one",
        about: "1:22:28 · a and b reach f along two paths",
        source: "a = -2.0\nb = 3.0\nd = a*b\ne = a + b\nf = d*e",
      },
      {
        title: "tanh, broken up",
        about: "1:27:05 · the same gradients from exp",
        source:
          "x1 = 2.0\nx2 = 0.0\nw1 = -3.0\nw2 = 1.0\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\ne = (2*n).exp()\no = (e - 1)/(e + 1)",
      },
    ],
  },
  {
    group: "micrograd",
    items: [
      {
        title: "The README program",
        about: "many ops, names used again and again",
        source:
          "a = Value(-4.0)\nb = Value(2.0)\nc = a + b\nd = a * b + b**3\nc += c + 1\nc += 1 + c + (-a)\nd += d * 2 + (b + a).relu()\nd += 3 * d + (b - a).relu()\ne = c - d\nf = e**2\ng = f / 2.0\ng += 10.0 / f\ng.backward()",
      },
      {
        title: "Its first test",
        about: "y = −20, x.grad = 46",
        source: "x = -4.0\nz = 2*x + 2 + x\nq = z.relu() + z*x\nh = (z*z).relu()\ny = h + q + q*x",
      },
    ],
  },
  {
    group: "More",
    items: [
      {
        title: "Sigmoid by hand",
        about: "the chain rule through a quotient",
        source: "x = 0.5\ns = 1/(1 + exp(-x))",
      },
      {
        title: "Cross-entropy of a logit",
        about: "its gradient is p − y",
        source: "z = 0.8\ny = 1.0\np = sigmoid(z)\nloss = -(y*log(p) + (1 - y)*log(1 - p))",
      },
      {
        title: "The softmax of two",
        about: "what one score gives, the other loses",
        source: "u = 1.0\nv = 2.0\neu = exp(u)\nev = exp(v)\np = eu/(eu + ev)\nloss = -log(p)",
      },
      {
        title: "A dead ReLU",
        about: "no gradient gets through",
        source: "x = 1.5\nw = -2.0\nb = 0.5\nh = relu(w*x + b)\nloss = (h - 1)**2",
      },
    ],
  },
];
