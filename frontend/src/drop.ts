/** The import page: drop many files or a folder on the label; the list says what was chosen.
 *  `form[data-drop]` holds a `.drop` label with the file input, and a `.chosen` list. */

interface Entry {
  isFile: boolean;
  file: (found: (file: File) => void, failed: (error: unknown) => void) => void;
  createReader: () => { readEntries: (found: (entries: Entry[]) => void, failed: (error: unknown) => void) => void };
}

/** A size in the words people use: "812 B", "14 kB", "3.2 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** All files under an entry; folders are read to the end, since a browser hands out a hundred at a time. */
async function filesUnder(entry: Entry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader();
  const all: File[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) return all;
    for (const inner of some) all.push(...(await filesUnder(inner)));
  }
}

async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry() as unknown as Entry | null).filter((entry) => entry !== null);
  if (entries.length === 0) return [...data.files];
  return (await Promise.all(entries.map(filesUnder))).flat();
}

function put(input: HTMLInputElement, files: File[]): void {
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  input.files = carrier.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function list(form: HTMLFormElement, input: HTMLInputElement): void {
  const files = [...(input.files ?? [])];
  form.querySelector(".chosen")?.replaceChildren(
    ...files.map((file) => {
      const line = document.createElement("li");
      const size = document.createElement("span");
      size.className = "number";
      size.textContent = sizeInWords(file.size);
      line.append(file.name, size);
      return line;
    }),
  );
  const count = form.querySelector("[data-chosen-count]");
  if (count) count.textContent = files.length === 0 ? "" : files.length === 1 ? "1 file chosen" : `${files.length} files chosen`;
}

function wire(form: HTMLFormElement): void {
  const zone = form.querySelector<HTMLElement>(".drop");
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!zone || !input || form.dataset.wired) return;
  form.dataset.wired = "yes";
  input.addEventListener("change", () => list(form, input));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer) void droppedFiles(event.dataTransfer).then((files) => put(input, files));
  });
}

/** The bar of the upload itself, until the batch has its own. */
function onProgress(event: Event): void {
  const { loaded, total, elt } = (event as CustomEvent<{ loaded: number; total: number; elt: HTMLElement }>).detail;
  const bar = elt.querySelector<HTMLProgressElement>("progress[data-upload]");
  if (!bar || !total) return;
  bar.hidden = false;
  bar.max = total;
  bar.value = loaded;
}

export function listenForDrops(): void {
  const wireAll = (root: ParentNode): void => root.querySelectorAll<HTMLFormElement>("form[data-drop]").forEach(wire);
  wireAll(document);
  document.addEventListener("htmx:load", (event) => wireAll((event as CustomEvent<{ elt: HTMLElement }>).detail.elt));
  document.addEventListener("htmx:xhr:progress", onProgress);
}
