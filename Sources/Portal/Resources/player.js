// Plays what would leave, part by part on the clock of the place: originals, and over them what was encoded anew.
"use strict";
(() => {
  const box = document.getElementById("player"), stage = document.getElementById("stage");
  if (!box || !stage) return;
  const [button, seek, wall, said, choice] = ["play", "seek", "wall", "said", "player-cameras"].map(id => document.getElementById(id));
  const asked = document.createElement("video");
  const all = [...document.querySelectorAll("#parts [data-src]")].map(item => {
    const data = item.dataset;
    const plays = data.type ? asked.canPlayType(data.type) !== "" : !!data.plain;
    return {
      camera: data.camera, name: data.name, from: Number(data.from), to: Number(data.to), src: data.src, seen: data.seen,
      isSeen: !plays, isAnew: !!data.anew, pictures: !!data.pictures,
      sound: !!data.sound, video: null, zero: 0, after: 0, isDone: false,
    };
  });
  const cameras = [...new Set(all.map(part => part.camera))].sort();
  let parts = [], now = 0, isPlaying = false, last = 0, isGap = false;

  // Where clocks are put forward or back in between, a time tells of which of the two it is.
  const change = box.dataset.change ? Number(box.dataset.change) * 1000 : Infinity;
  const shown = time => {
    const name = time < change ? "offset" : "later";
    const clock = new Date(time + Number(box.dataset[name]) * 1000).toLocaleTimeString(box.dataset.locale, { timeZone: "UTC" });
    return change === Infinity ? clock : `${clock} (${box.dataset[`${name}Name`]})`;
  };
  const active = time => parts.filter(part => part.from <= time && time < part.to && !part.isDone);
  // Sound goes on where pictures are encoded anew: the original leads.
  const leader = list => list.find(part => !part.isAnew) || list[0];
  const top = list => list.find(part => part.isAnew) || list.find(part => part.pictures) || list[0];

  const say = text => { if (said.textContent !== text) said.textContent = text; };
  const wallOf = part => part.from + (part.video.currentTime - part.zero + part.after) * 1000;

  const release = part => {
    if (!part.video) return;
    part.video.pause();
    part.video.removeAttribute("src");
    part.video.load();
    part.video.remove();
    part.video = null;
  };

  // Opens a part at a time, and plays it if it should.
  const open = (part, time) => {
    part.after = part.isSeen ? Math.max(0, (time - part.from) / 1000) : 0;
    const video = part.video || document.createElement("video");
    video.playsInline = true;
    video.preload = "auto";
    video.hidden = true;
    part.isReady = false;
    part.video = video;
    if (!video.isConnected) stage.append(video);
    video.addEventListener("loadeddata", () => {
      if (part.video !== video || part.isReady) return;
      if (part.pictures && !part.isSeen && video.videoWidth === 0) return again(part, time);
      part.isReady = true;
      part.zero = video.buffered.length ? Math.max(video.currentTime, video.buffered.start(0)) : video.currentTime;
      const place = part.zero + Math.max(0, (Math.max(now, part.from) - part.from) / 1000 - part.after);
      if (place > video.currentTime + 0.05) video.currentTime = place;
      if (isPlaying) video.play().catch(() => stop());
    });
    video.addEventListener("error", () => { if (part.video === video && video.getAttribute("src")) again(part, time); });
    video.addEventListener("ended", () => { part.isDone = true; });
    video.src = part.isSeen ? `${part.seen}&after=${part.after}` : part.src;
  };

  // What a browser says it can play, and cannot, is encoded anew to be looked at.
  const again = (part, time) => {
    release(part);
    if (part.isSeen) {
      part.isDone = true;
      say(box.dataset.failed);
      return;
    }
    part.isSeen = true;
    open(part, time);
  };

  const show = list => {
    const first = top(list);
    for (const part of parts) {
      if (!part.video) continue;
      part.video.hidden = part !== first;
      if (!list.includes(part) && (part.to <= now || part.isDone)) release(part);
    }
  };

  const step = () => {
    let list = active(now);
    const lead = leader(list);
    if (lead && lead.video && lead.isReady) {
      now = Math.max(now, Math.min(wallOf(lead), lead.to));
      list = active(now);
    }
    if (!list.length) {
      const next = parts.filter(part => part.from >= now && !part.isDone).sort((one, other) => one.from - other.from)[0];
      if (!next) {
        stop();
        say(box.dataset.ended);
        now = last;
        return draw();
      }
      isGap = next.from - now > 1500;
      now = next.from;
      list = active(now);
    }
    for (const part of list) {
      if (!part.video) open(part, now);
      else if (isPlaying && part.isReady && part.video.paused && !part.isDone) part.video.play().catch(() => stop());
      else if (part.isReady && part !== leader(list) && Math.abs(wallOf(part) - now) > 400) {
        part.video.currentTime = part.zero + (now - part.from) / 1000 - part.after;
      }
    }
    // The next one is made ready a little before its time.
    const next = parts.find(part => !part.video && !part.isDone && part.from > now && part.from < now + 3000);
    if (next) open(next, next.from);
    show(list);
    draw();
    const first = top(list);
    if (first) say([isGap ? box.dataset.gap : "", first.isSeen ? box.dataset.shown : first.isAnew ? box.dataset.anew : box.dataset.plain].filter(Boolean).join(" "));
  };

  const draw = () => {
    wall.textContent = shown(now);
    seek.value = (now - Number(seek.dataset.from)) / 1000;
    seek.setAttribute("aria-valuetext", shown(now));
    stage.dataset.now = now;
  };

  const stop = () => {
    isPlaying = false;
    button.textContent = box.dataset.play;
    for (const part of parts) if (part.video) part.video.pause();
  };

  const go = time => {
    now = time;
    isGap = false;
    for (const part of parts) {
      part.isDone = false;
      release(part);
    }
    step();
  };

  const choose = camera => {
    for (const part of parts) release(part);
    parts = all.filter(part => part.camera === camera).sort((one, other) => one.from - other.from || one.isAnew - other.isAnew);
    const first = Math.min(...parts.map(part => part.from));
    last = Math.max(...parts.map(part => part.to));
    seek.dataset.from = first;
    seek.max = (last - first) / 1000;
    for (const one of choice.children) one.setAttribute("aria-pressed", one.dataset.camera === camera);
    go(first);
  };

  button.addEventListener("click", () => {
    if (isPlaying) return stop();
    isPlaying = true;
    button.textContent = box.dataset.pause;
    if (now >= last) go(Number(seek.dataset.from));
    step();
  });
  seek.addEventListener("input", () => go(Number(seek.dataset.from) + Number(seek.value) * 1000));
  for (const camera of cameras) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "small";
    one.dataset.camera = camera;
    one.textContent = all.find(part => part.camera === camera).name;
    one.addEventListener("click", () => choose(camera));
    choice.append(one);
  }
  choice.hidden = cameras.length < 2;
  box.hidden = false;
  choose(cameras[0]);
  setInterval(() => { if (isPlaying) step(); }, 50);
})();
