// Comfort for those whose browser runs scripts; without it the server does the same.
"use strict";

(() => {
  const form = document.getElementById("page");
  if (!form) return;

  // One press sends a form once; pages that come back from the browser's memory may send again.
  let sent = false;
  let changed = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });

  const asks = form.querySelector(".item, template") && !form.querySelector("[name=scope]");
  if (!asks) return;
  form.addEventListener("input", () => { changed = true; });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });

  // What is asked or not by an answer on the same page.
  for (const template of form.querySelectorAll("template[data-when]")) {
    const made = document.createElement("div");
    made.className = "dependent";
    made.dataset.when = template.dataset.when;
    made.append(template.content);
    template.replaceWith(made);
  }
  const dependents = [...form.querySelectorAll(".dependent")];
  const number = (text) => Number(text.replace(/\s/g, "").replace("\u2212", "-").replace(",", "."));
  const values = (name) => new FormData(form).getAll(name).filter((value) => value !== "");
  const within = (value, band) =>
    (band[0] === null || value >= band[0]) && (band[1] === null || value <= band[1]);
  const meets = (given, wanted) => given.some((value) =>
    wanted.some((one) => (Array.isArray(one) ? within(number(value), one) : one === value)));
  const holds = (conditions) => conditions.every((one) =>
    meets(one.fields.flatMap((name) => values(name)), one.wanted));
  const show = () => {
    for (const one of dependents) {
      const asked = holds(JSON.parse(one.dataset.when));
      one.hidden = !asked;
      for (const control of one.querySelectorAll("input, select, textarea")) control.disabled = !asked;
    }
  };
  form.addEventListener("input", show);
  show();

  // Either an answer or the reason why there is none.
  form.addEventListener("input", (event) => {
    const item = event.target.closest(".item");
    if (!item || event.target.type === "radio") return;
    const offer = (control) => control.name.startsWith("o.");
    const clear = (control) => {
      if (control.type === "checkbox") control.checked = false;
      else control.value = "";
    };
    const none = (control) => control.value === "none" && control.type === "checkbox";
    const controls = [...item.querySelectorAll("input:not([type=hidden]), select, textarea")]
      .filter((control) => control !== event.target);
    if (offer(event.target) && event.target.checked) controls.forEach(clear);
    else if (none(event.target) && event.target.checked) controls.forEach(clear);
    else if (event.target.value) controls.filter((one) => offer(one) || none(one)).forEach(clear);
    show();
  });
})();
