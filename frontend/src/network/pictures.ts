/** Saves a drawing as PNG: the file that the server draws, painted at twice its size. */
import { announce } from "../announce";

const SCALE = 2;
const MOST = 12_000; // Pixels on a side; browsers give up on larger canvases.

async function painted(address: string): Promise<Blob | null> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(SCALE, MOST / Math.max(image.naturalWidth, image.naturalHeight, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

async function save(button: HTMLButtonElement): Promise<void> {
  const blob = await painted(button.dataset.png!).catch(() => null);
  if (!blob) return announce("The picture could not be made. The SVG file is the same picture.");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = button.dataset.name!;
  link.click();
  URL.revokeObjectURL(link.href);
  announce("The picture is saved.");
}

/** Shows and wires the buttons with `data-png`, the address of a drawing. */
export function listenForPictures(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => void save(button));
  }
}
