// Hands a text, or a file that lies on the disk, to the user as a file of their own.

export function saveFile(name: string, content: string | Blob, type = "application/json"): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference once it started.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
