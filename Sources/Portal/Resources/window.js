// Two handles on the timeline: by mouse, finger or keyboard. The fields for the times are what is sent.
"use strict";
(() => {
  const line = document.getElementById("timeline"), form = document.getElementById("choices");
  if (!line || !form) return;
  const [start, end, offset, later, change] = ["start", "end", "offset", "later", "change"].map(name => Number(line.dataset[name]));
  const shifted = seconds => seconds + (seconds >= change ? later : offset);
  const local = seconds => new Date(shifted(seconds) * 1000).toISOString().slice(0, 19);
  const words = seconds => new Date(shifted(seconds) * 1000).toLocaleString(line.dataset.locale, {
    timeZone: "UTC", weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", second: "2-digit" });
  const read = text => {
    const civil = Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`) / 1000;
    return civil - offset < change ? civil - offset : civil - later;
  };
  const dirty = () => {
    document.body.classList.add("dirty");
    // To look at what would leave now is the next step.
    form.querySelector("button[value=show]").classList.add("go");
  };
  const ends = { from: Number(line.dataset.from), to: Number(line.dataset.to) };
  const handles = {}, fields = {};
  let pictures;

  const draw = () => {
    const place = seconds => 1000 * (seconds - start) / (end - start);
    for (const shade of line.querySelectorAll("[data-off]")) {
      if (shade.dataset.off === "before") shade.setAttribute("width", place(ends.from));
      else {
        shade.setAttribute("x", place(ends.to));
        shade.setAttribute("width", 1000 - place(ends.to));
      }
    }
    for (const name of ["from", "to"]) {
      handles[name].value = ends[name] - start;
      handles[name].setAttribute("aria-valuetext", words(ends[name]));
    }
    // Where both are at one end, the one that can still be moved lies on top.
    handles.from.classList.toggle("top", ends.from - start > (end - start) / 2);
    clearTimeout(pictures);
    pictures = setTimeout(() => {
      for (const picture of document.querySelectorAll("[data-picture]")) {
        const name = picture.dataset.picture;
        const address = `${picture.dataset.address}&from=${ends.from}000000000&to=${ends.to}000000000${name === "to" ? "&last=1" : ""}`;
        if (picture.getAttribute("src") === address) continue;
        // One that is hidden would not be asked for before it is seen.
        picture.loading = "eager";
        picture.src = address;
      }
    }, 300);
  };

  for (const name of ["from", "to"]) {
    const handle = handles[name] = document.getElementById(`handle-${name}`);
    const field = fields[name] = document.getElementById(name);
    handle.min = 0;
    handle.max = end - start;
    handle.addEventListener("input", () => {
      const wanted = start + Number(handle.value);
      ends[name] = name === "from" ? Math.min(wanted, ends.to - 1) : Math.max(wanted, ends.from + 1);
      field.value = local(ends[name]);
      form.elements[`${name}-shown`].value = local(ends[name]);
      form.elements[`${name}-at`].value = `${ends[name]}000000000`;
      // The handle tells which of two times of one name is meant.
      for (const which of form.querySelectorAll(`[name="${name}-which"]`)) which.checked = which.value === `${ends[name]}000000000`;
      dirty();
      draw();
    });
    field.addEventListener("input", () => {
      const seconds = read(field.value);
      dirty();
      if (!(seconds >= start && seconds <= end)) return;
      ends[name] = seconds;
      draw();
    });
  }
  for (const box of form.querySelectorAll("input[type=checkbox], input[type=radio]")) box.addEventListener("change", dirty);
  // Where there is no picture, a word says so.
  for (const picture of document.querySelectorAll("[data-picture]")) {
    const look = () => { picture.hidden = picture.complete && !picture.naturalWidth; };
    picture.addEventListener("load", look);
    picture.addEventListener("error", look);
  }
  document.getElementById("handles").hidden = false;
  // A browser fills a form in again on the way back.
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  const seconds = { from: ends.from, to: ends.to };
  for (const name of ["from", "to"]) {
    handles[name].value = seconds[name] - start;
    handles[name].setAttribute("aria-valuetext", words(seconds[name]));
  }
})();
