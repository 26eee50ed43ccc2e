// Attaches behaviours to what carries data-behaviour="…", on load and to whatever htmx brings in later.
// Every page works without this file; each behaviour only makes something quicker.
import { attachAgo } from "./ago.js";
import { attachAutosize } from "./autosize.js";
import { attachBell } from "./bell.js";
import { attachCamera } from "./camera.js";
import { attachCodeInput } from "./code_input.js";
import { attachComposer } from "./composer.js";
import { attachCopy } from "./copy.js";
import { attachCountdown } from "./countdown.js";
import { attachIntake, attachPrint } from "./counter.js";
import { attachDialog, attachDialogOpener } from "./dialog.js";
import { attachDrawer } from "./drawer.js";
import { reportFailures } from "./failures.js";
import { attachFiles } from "./files.js";
import { attachListFresh } from "./list_fresh.js";
import { keepFocus } from "./keep_focus.js";
import { attachKeySheet } from "./key_sheet.js";
import { attachLightbox } from "./lightbox.js";
import { attachLive } from "./live.js";
import { attachNearby } from "./nearby.js";
import { attachPalette, attachPaletteOpener } from "./palette.js";
import { attachPopover } from "./popover.js";
import { attachHere, attachHereList, listenForPresence } from "./presence.js";
import { attachPrintButton } from "./print_button.js";
import { attachRefresh } from "./refresh.js";
import { attachReveal } from "./reveal.js";
import { attachRowMenu } from "./row_menu.js";
import { attachScan } from "./scan.js";
import { attachSelection } from "./selection.js";
import { attachResolveNext, attachRows, listenForShortcuts } from "./shortcuts.js";
import { attachShown } from "./shown.js";
import { guardSubmits } from "./submit.js";
import { attachTags } from "./tags.js";
import { attachSuggest } from "./suggest.js";
import { attachTheme } from "./theme.js";
import { attachToast, listenForToasts } from "./toast.js";
import { keepUnsent } from "./unsent.js";
import { attachUpload } from "./upload.js";

const behaviours = {
  ago: attachAgo,
  autosize: attachAutosize,
  bell: attachBell,
  camera: attachCamera,
  "code-input": attachCodeInput,
  composer: attachComposer,
  copy: attachCopy,
  countdown: attachCountdown,
  dialog: attachDialog,
  "dialog-open": attachDialogOpener,
  drawer: attachDrawer,
  files: attachFiles,
  here: attachHere,
  "here-list": attachHereList,
  intake: attachIntake,
  "list-fresh": attachListFresh,
  "key-sheet": attachKeySheet,
  lightbox: attachLightbox,
  live: attachLive,
  nearby: attachNearby,
  palette: attachPalette,
  "palette-open": attachPaletteOpener,
  popover: attachPopover,
  print: attachPrintButton,
  "print-now": attachPrint,
  refresh: attachRefresh,
  reveal: attachReveal,
  "resolve-next": attachResolveNext,
  "row-menu": attachRowMenu,
  rows: attachRows,
  selection: attachSelection,
  scan: attachScan,
  tags: attachTags,
  shown: attachShown,
  suggest: attachSuggest,
  theme: attachTheme,
  toast: attachToast,
  upload: attachUpload,
};
const attached = new WeakSet();

function attach(element) {
  if (attached.has(element)) return;
  attached.add(element);
  for (const name of element.dataset.behaviour.split(" ")) behaviours[name]?.(element);
}

function attachWithin(root) {
  if (root.matches?.("[data-behaviour]")) attach(root);
  root.querySelectorAll?.("[data-behaviour]").forEach(attach);
}

attachWithin(document);
guardSubmits();
keepFocus();
keepUnsent();
listenForPresence();
listenForShortcuts();
listenForToasts();
reportFailures();
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) attachWithin(node);
}).observe(document.body, { childList: true, subtree: true });
