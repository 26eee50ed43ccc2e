// Which lines of a conversation are shown stands in the address, so that it can be sent to a colleague, and so that Back
// shows what was shown before.
export function attachShown(form) {
  const asked = () => new URL(location.href).searchParams.get("show") ?? "all";
  form.addEventListener("change", (event) => {
    const url = new URL(location.href);
    event.target.value === "all" ? url.searchParams.delete("show") : url.searchParams.set("show", event.target.value);
    history.pushState(history.state, "", url);
  });
  const onBack = () => {
    if (!form.isConnected) return removeEventListener("popstate", onBack);
    const radio = form.querySelector(`[name=show][value="${CSS.escape(asked())}"]`);
    if (radio) radio.checked = true;
  };
  addEventListener("popstate", onBack);
}
