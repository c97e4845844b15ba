# livegrad for others: `docker compose up`, or see DEPLOY.md. Two stages, so that the image has no compiler and no Node.
FROM python:3.13-slim AS made
WORKDIR /source
COPY . .
RUN python -m venv /opt/livegrad && /opt/livegrad/bin/pip install --no-cache-dir -c constraints.txt .
# the sandbox and the loops as native code, once, so that a container starts in a second and needs no cache to write
ENV XDG_CACHE_HOME=/opt/livegrad/cache
RUN /opt/livegrad/bin/python -m engine.program.prepare \
 && /opt/livegrad/bin/livegrad train --preset lecture --json > /dev/null

FROM python:3.13-slim
RUN useradd --system --no-create-home --uid 10001 livegrad
COPY --from=made --chown=livegrad:livegrad /opt/livegrad /opt/livegrad
USER livegrad
ENV XDG_CACHE_HOME=/opt/livegrad/cache PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/opt/livegrad/bin/python", "-c", \
  "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/livegrad/bin/livegrad", "--host", "0.0.0.0", "--port", "8000", "--no-open"]
