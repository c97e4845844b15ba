/* A multi-layer perceptron trained by hand-written loops: the floor that the tape is measured against.
   Compiled by tests/bench/peers.py with -D for LAYERS, SIZES, SAMPLES, OUTPUT_TANH, HIDDEN_TANH and HINGE.
   Parameters stand neuron by neuron, each one's weights and then its bias. */
#include <math.h>

#define BLOCK 16
#define WIDTH ((SAMPLES + BLOCK - 1) / BLOCK * BLOCK)
#define WIDEST 32

static const int size[] = SIZES;
static double act[LAYERS + 1][WIDEST][WIDTH] __attribute__((aligned(64)));
static double slope[LAYERS + 1][WIDEST][WIDTH] __attribute__((aligned(64)));

static int is_tanh(int layer) { return layer == LAYERS ? OUTPUT_TANH : HIDDEN_TANH; }
static int is_linear(int layer) { return layer == LAYERS && !OUTPUT_TANH; }

static void forward(const double *w) {
    for (int k = 1; k <= LAYERS; k++)
        for (int j = 0; j < size[k]; j++, w += size[k - 1] + 1)
            for (int l = 0; l < WIDTH; l += BLOCK) {
                double z[BLOCK];
                for (int b = 0; b < BLOCK; b++) z[b] = w[size[k - 1]];
                for (int i = 0; i < size[k - 1]; i++)
                    for (int b = 0; b < BLOCK; b++) z[b] += w[i] * act[k - 1][i][l + b];
                for (int b = 0; b < BLOCK; b++)
                    act[k][j][l + b] = is_linear(k) ? z[b] : is_tanh(k) ? tanh(z[b]) : z[b] > 0 ? z[b] : 0;
            }
}

static void backward(const double *end, double *grad) {
    for (int k = LAYERS; k >= 1; k--) {
        const int ins = size[k - 1], outs = size[k];
        const double *w = end - outs * (ins + 1);
        double *g = grad - outs * (ins + 1);
        if (!is_linear(k))
            for (int j = 0; j < outs; j++)
                for (int l = 0; l < WIDTH; l++) {
                    const double o = act[k][j][l];
                    slope[k][j][l] *= is_tanh(k) ? 1 - o * o : o > 0;
                }
        for (int j = 0; j < outs; j++) {
            double bias = 0;
            for (int l = 0; l < WIDTH; l++) bias += slope[k][j][l];
            g[j * (ins + 1) + ins] += bias;
            for (int i = 0; i < ins; i++) {
                double x = 0;
                for (int l = 0; l < WIDTH; l++) x += slope[k][j][l] * act[k - 1][i][l];
                g[j * (ins + 1) + i] += x;
            }
        }
        if (k > 1)
            for (int i = 0; i < ins; i++)
                for (int l = 0; l < WIDTH; l += BLOCK) {
                    double x[BLOCK] = {0};
                    for (int j = 0; j < outs; j++)
                        for (int b = 0; b < BLOCK; b++) x[b] += w[j * (ins + 1) + i] * slope[k][j][l + b];
                    for (int b = 0; b < BLOCK; b++) slope[k - 1][i][l + b] = x[b];
                }
        end = w;
        grad = g;
    }
}

/* x is (size[0], SAMPLES), y (SAMPLES); losses (steps) get each step's total before its update */
void train(double *w, int n, const double *x, const double *y, const double *rates, int steps, double decay,
           double *losses) {
    double grad[n];
    for (int i = 0; i < size[0]; i++)
        for (int l = 0; l < WIDTH; l++) act[0][i][l] = l < SAMPLES ? x[i * SAMPLES + l] : 0;
    for (int s = 0; s < steps; s++) {
        forward(w);
        double total = 0, weight = 0;
        for (int l = 0; l < WIDTH; l++) {
            double d = 0;
            if (l < SAMPLES) {
                const double o = act[LAYERS][0][l];
                if (HINGE) {
                    const double margin = 1 - y[l] * o;
                    total += margin > 0 ? margin / SAMPLES : 0;
                    d = margin > 0 ? -y[l] / SAMPLES : 0;
                } else {
                    total += (o - y[l]) * (o - y[l]);
                    d = 2 * (o - y[l]);
                }
            }
            slope[LAYERS][0][l] = d;
        }
        for (int i = 0; i < n; i++) {
            weight += w[i] * w[i];
            grad[i] = 2 * decay * w[i];
        }
        losses[s] = total + decay * weight;
        backward(w + n, grad + n);
        for (int i = 0; i < n; i++) w[i] -= rates[s] * grad[i];
    }
}
