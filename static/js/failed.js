// Says in words that a file of the page did not come. A classic script of its own, as it must run when modules don't.

{
  /** Once, at the top of the page. */
  const tell = () => {
    if (document.getElementById("failed")) return;
    const line = document.createElement("p");
    line.id = "failed";
    line.className = "message failed";
    line.setAttribute("role", "alert");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Reload";
    again.onclick = () => location.reload();
    line.append("A part of this page did not load: the server may be away, or newer than the page. ", again);
    document.body.prepend(line);
  };
  // of an element that does not load the window hears only on the way down; "livegrad:failed" is a later import's
  addEventListener(
    "error",
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return;
      if (document.body) tell();
      else addEventListener("DOMContentLoaded", tell);
    },
    true,
  );
  addEventListener("livegrad:failed", tell);
}
