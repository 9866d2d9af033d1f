/* What the pages do beyond links and forms, which work without any of it:
   keys (from data-key of what is on the page), what was said, typed words that are kept until they were saved,
   no second click, and the truth about an answer that did not arrive. */
"use strict";
(() => {
  const body = () => document.body;
  const sayings = () => document.getElementById("words")?.dataset || {};
  const words = (name) => sayings()["words" + name] || "";
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const shown = (element) => element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.offsetParent !== null;
  const typing = (element) => element && (element.isContentEditable || /^(textarea|select)$/i.test(element.tagName)
    || (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file)$/.test(element.type)));

  /* Saying */
  const say = (text, trouble, onward) => {
    const place = document.getElementById(trouble ? "trouble" : "said");
    const toast = document.createElement("div");
    toast.className = "toast";
    const span = document.createElement("span");
    span.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet icon small";
    close.dataset.close = "";
    close.textContent = "×";
    close.setAttribute("aria-label", words("Close") || "×");
    toast.append(span);
    if (onward) toast.append(Object.assign(document.createElement("a"), { href: onward.getAttribute("href"), target: onward.target, textContent: onward.textContent }));
    toast.append(close);
    place.replaceChildren(toast);
  };
  const hush = () => document.getElementById("trouble")?.replaceChildren();

  /* Keys */
  let first = "", firstAt = 0, strayAt = 0;
  const scopeOf = () => document.querySelector("dialog[open]") || document;
  const usable = (element) => shown(element) && !element.disabled && element.getAttribute("aria-disabled") !== "true";
  const inScope = (element) => {
    const scope = element.dataset.keyScope;
    if (!scope) return true;
    const place = element.closest(scope === "row" ? "[data-row]" : scope);
    return !!place && (place.hasAttribute("data-at") || place.contains(document.activeElement));
  };
  /* The ways to other pages work although their menu is closed. */
  const reached = (element) => usable(element) || element.dataset.keyGroup === "go";
  const keyed = (key) => all("[data-key]", scopeOf()).find((one) => one.dataset.key.split("|").includes(key) && reached(one) && inScope(one));
  const press = (element) => {
    if (typing(element)) {
      element.focus();
      if (element.select) element.select();
    } else if (element.tagName === "SUMMARY") {
      element.click();
      element.focus();
      toFirst(element);
    } else {
      element.click();
    }
  };
  const toFirst = (summary) => { if (summary.parentElement.open) summary.parentElement.querySelector("[data-first]")?.focus(); };
  const rows = () => all("[data-row]").filter(shown);
  const walk = (step) => {
    const found = rows();
    if (!found.length) return false;
    const at = found.findIndex((row) => row.hasAttribute("data-at"));
    const next = found[Math.min(Math.max(at + step, 0), found.length - 1)];
    for (const row of found) row.removeAttribute("data-at");
    next.setAttribute("data-at", "");
    (next.matches("a,button") ? next : next.querySelector("a[href],button"))?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  /* Where another alphabet is switched on, as it is while an answer in Russian is written, a key counts by its place. */
  const WRITING = 700;
  const PLACES = { BracketLeft: "[", BracketRight: "]", Slash: "/" };
  const placed = (event) => {
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    return letter ? (event.shiftKey ? letter : letter.toLowerCase()) : PLACES[event.code];
  };
  const nameOf = (event) => {
    if (event.key === " ") return "space";
    if (event.key.length > 1) return event.key.toLowerCase();
    return event.key > "\x7f" ? placed(event) || event.key : event.key;
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.altKey) return;
    const key = nameOf(event);
    const control = event.ctrlKey || event.metaKey;
    if (control && key === "enter") {
      const form = document.activeElement?.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("button[data-main]") || undefined); }
      return;
    }
    if (control) return;
    if (key === "escape") { escape(event); return; }
    if (typing(event.target)) return;
    if (event.repeat && !/^[jk]$/.test(key)) return;
    /* Right after a letter that is no key, somebody is writing beside the field: no letter of it may decide. */
    const writing = key.length === 1 && Date.now() - strayAt < WRITING;
    if (writing) { strayAt = Date.now(); return; }
    const pressed = first && Date.now() - firstAt < 1500 ? `${first} ${key}` : key;
    first = "";
    const found = keyed(pressed);
    if (found) {
      if ((key === "enter" || key === "space") && event.target.closest("a,button,summary")) return;
      event.preventDefault();
      press(found);
    } else if (all("[data-key]", scopeOf()).some((one) => one.dataset.key.startsWith(pressed + " "))) {
      first = pressed;
      firstAt = Date.now();
    } else if ((key === "j" || key === "k") && walk(key === "j" ? 1 : -1)) {
      event.preventDefault();
    } else if (key.length === 1) {
      strayAt = Date.now();
    }
  });
  const escape = (event) => {
    if (document.querySelector("dialog[open]")) return;
    const open = document.activeElement?.closest("details[open]") || document.querySelector("details.me[open], details.menu[open]");
    if (open && !open.hasAttribute("data-stays")) {
      open.open = false;
      open.querySelector("summary")?.focus();
      event.preventDefault();
    } else if (typing(document.activeElement)) {
      document.activeElement.blur();
    } else {
      document.getElementById("said")?.replaceChildren();
      hush();
    }
  };

  /* The list of keys: made of what the page has */
  const labelOf = (element) => (element.dataset.keyLabel || element.getAttribute("aria-label")
    || document.querySelector(`label[for="${CSS.escape(element.id || "-")}"]`)?.textContent
    || Array.from(element.childNodes).filter((node) => node.nodeName !== "KBD" && !node.classList?.contains("count")).map((node) => node.textContent).join(" ")).trim().replace(/\s+/g, " ");
  const keyName = (key) => key.split("|")[0].split(" ");
  const listKeys = (place) => {
    const groups = new Map();
    const seen = new Set();
    for (const element of all("[data-key]")) {
      const key = element.dataset.key;
      if (seen.has(key) || element.closest("dialog") || !(shown(element) || element.dataset.keyGroup === "go")) continue;
      seen.add(key);
      const group = element.dataset.keyGroup === "go" ? words("Go") : "";
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push([keyName(key), labelOf(element)]);
    }
    const sections = Array.from(groups, ([group, entries]) => {
      const section = document.createElement("section");
      if (group) section.append(Object.assign(document.createElement("h3"), { textContent: group }));
      for (const [keys, label] of entries) {
        const line = document.createElement("p");
        const name = document.createElement("span");
        name.textContent = label;
        const right = document.createElement("span");
        for (const key of keys) right.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        line.append(name, right);
        section.append(line);
      }
      return section;
    });
    place.replaceChildren(...sections.reverse());
  };

  /* Clicks */
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const opener = target.closest("[data-open]");
    if (opener) {
      const dialog = document.querySelector(opener.dataset.open);
      const list = dialog?.querySelector("[data-keylist]");
      if (list) listKeys(list);
      if (dialog && !dialog.open) {
        dialog.showModal();
        dialog.querySelector("[autofocus], input:not([type=hidden]), textarea, select, button")?.focus();
      }
      return;
    }
    if (target.closest("[data-close-dialog]") || (target.tagName === "DIALOG" && target.open)) target.closest("dialog")?.close();
    const copier = target.closest("[data-copy]");
    if (copier) {
      const source = document.querySelector(copier.dataset.copy);
      source?.select?.();
      navigator.clipboard?.writeText(source?.value ?? "").catch(() => { /* it is selected: the keyboard copies it */ });
      return;
    }
    if (target.closest("[data-close]")) target.closest(".toast")?.remove();
    for (const open of all("details.me[open], details.menu[open]")) if (!open.contains(target)) open.open = false;
    const summary = target.closest("summary");
    if (summary && event.detail) setTimeout(() => toFirst(summary));
    const asks = target.closest("[data-confirm]");
    if (asks && !window.confirm(asks.dataset.confirm)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-submit]")) event.target.form?.requestSubmit();
  });

  /* Words that were typed are kept in this tab until they were saved */
  const PREFIX = "typed:";
  const fieldsOf = (form) => all("textarea, select, input", form).filter((field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type) && !field.matches("[data-private]"));
  /* What is named is kept under its name on every page: an answer begun in the queue is there on the ticket. */
  const placeOf = (form) => PREFIX + (form.dataset.keep || location.pathname + " " + (form.getAttribute("action") || ""));
  const named = (form) => {
    const count = {};
    return fieldsOf(form).map((field) => [`${field.name}#${count[field.name] = (count[field.name] ?? -1) + 1}`, field]);
  };
  const standing = (field) => /^(checkbox|radio)$/.test(field.type) ? field.defaultChecked
    : field.tagName === "SELECT" ? (all("option", field).find((one) => one.defaultSelected) || field.options[0])?.value : field.defaultValue;
  const present = (field) => /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value;
  const keep = (form) => {
    const typed = {};
    for (const [name, field] of named(form)) if (present(field) !== standing(field)) typed[name] = present(field);
    try {
      if (Object.keys(typed).length) sessionStorage.setItem(placeOf(form), JSON.stringify(typed));
      else sessionStorage.removeItem(placeOf(form));
    } catch { /* full or forbidden: the page works without */ }
  };
  const bringBack = (form) => {
    let typed;
    try { typed = JSON.parse(sessionStorage.getItem(placeOf(form)) || "null"); } catch { return; }
    if (!typed) return;
    let brought = false;
    for (const [name, field] of named(form)) {
      const value = typed[name];
      if (value === undefined || value === present(field)) continue;
      if (typeof value === "boolean") field.checked = value; else field.value = value;
      brought = true;
    }
    if (!brought) return;
    form.closest("details")?.setAttribute("open", "");
    if (!form.querySelector("[data-brought]")) {
      const line = Object.assign(document.createElement("small"), { textContent: words("Kept"), className: "faint" });
      line.dataset.brought = "";
      form.append(line);
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-keep]")) keep(form);
  });
  const forget = (place) => { try { sessionStorage.removeItem(place); } catch { /* nothing kept */ } };
  const forgetAll = () => { try { Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach(forget); } catch { /* nothing kept */ } };

  /* One click, one request */
  const unsent = () => all("details[open] form[data-keep] textarea").some((field) => shown(field) && field.value.trim() && field.value !== field.defaultValue);
  const free = (form) => { delete form.dataset.busy; form.removeAttribute("aria-busy"); };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const lost = form.dataset.unsent && unsent() && !window.confirm(form.dataset.unsent);
    if (form.dataset.busy || lost) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.busy = "1";
    form.setAttribute("aria-busy", "true");
    form.dataset.place = placeOf(form);
    hush();
  }, true);
  window.addEventListener("pageshow", () => all("form[data-busy]").forEach(free));

  /* htmx only makes it quicker. What was refused is said and swaps nothing; what is typed stays. */
  const formOf = (event) => event.detail.ctx?.sourceElement?.closest?.("form");
  const isPost = (event) => event.detail.ctx?.request?.method?.toUpperCase() === "POST";
  let requests = 0;
  document.addEventListener("htmx:before:request", () => { requests += 1; body().setAttribute("aria-busy", "true"); });
  document.addEventListener("htmx:finally:request", (event) => {
    requests = Math.max(0, requests - 1);
    if (!requests) body().removeAttribute("aria-busy");
    const form = formOf(event);
    if (form) free(form);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 400) {
      const place = formOf(event)?.dataset.place;
      if (isPost(event) && place) forget(place);
      return;
    }
    if (ctx.hx?.redirect) return;
    event.preventDefault();
    if (!isPost(event)) { location.assign(ctx.request.action); return; }
    const answer = new DOMParser().parseFromString(ctx.text || "", "text/html");
    const parts = [answer.querySelector("[data-said]")?.textContent || answer.querySelector("h1")?.textContent, answer.querySelector("[data-remedy]")?.textContent];
    say(parts.filter(Boolean).map((one) => one.trim().replace(/[^.!?…]$/, "$&.")).join(" ") || words("Refused"), true, answer.querySelector("a[data-onward]"));
  });
  document.addEventListener("htmx:error", (event) => {
    if (!event.detail.ctx) return;
    if (isPost(event)) say(navigator.onLine === false ? words("Unsent") : words("Unknown"), true);
    else say(words("Unsent"), true);
  });

  /* The way back leads to where somebody was: htmx loads that page anew, and the browser would keep the place of the
     page that is left. */
  const PLACE = "at:", BACK = "back";
  const remember = (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* it begins at its top */ } };
  const traversed = () => remember(BACK, "1");
  document.addEventListener("htmx:before:request", () => remember(PLACE + location.href, String(scrollY)));
  if (window.navigation) navigation.addEventListener("navigate", (event) => { if (event.navigationType === "traverse") traversed(); });
  else window.addEventListener("popstate", traversed);
  const toPlace = () => {
    let at;
    try {
      at = sessionStorage.getItem(BACK) && sessionStorage.getItem(PLACE + location.href);
      sessionStorage.removeItem(BACK);
    } catch { return; }
    if (!at) return;
    history.scrollRestoration = "manual";
    window.scrollTo(0, Number(at));
    window.addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
  };

  const plain = (coded) => { try { return decodeURIComponent(coded); } catch { return coded; } };

  /* After every page, loaded or swapped in */
  const arrive = (swapped) => {
    all("form[data-keep]").forEach(bringBack);
    if (document.querySelector("[data-signin]")) forgetAll();
    const here = document.querySelector("[data-scrolls] [data-here]");
    const box = here?.closest("[data-scrolls]");
    if (box) box.scrollTop += here.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    if (!swapped) { toPlace(); return; }
    document.documentElement.lang = sayings().language || document.documentElement.lang;
    const wanted = document.querySelector("main [autofocus]") || document.querySelector("main [data-focus]") || document.getElementById("main");
    wanted?.focus({ preventScroll: true });
    const anchor = location.hash.length > 1 && document.getElementById(plain(location.hash.slice(1)));
    if (anchor) anchor.scrollIntoView(); else window.scrollTo(0, 0);
    if (!anchor && wanted?.matches("[data-focus]")) wanted.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:after:swap", (event) => arrive(event.detail.ctx?.target === document.body));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes("signoff_zone=" + encodeURIComponent(zone))) {
    document.cookie = `signoff_zone=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=lax` + (location.protocol === "https:" ? ";secure" : "");
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => arrive(false)); else arrive(false);
})();
