// Which lines of a conversation are shown stands in the address, so that it can be sent to a colleague.
export function attachShown(form) {
  form.addEventListener("change", (event) => {
    const url = new URL(location.href);
    event.target.value === "all" ? url.searchParams.delete("show") : url.searchParams.set("show", event.target.value);
    history.replaceState(history.state, "", url);
  });
}
