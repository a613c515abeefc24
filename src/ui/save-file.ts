// Saves a text, or a file of the private file system, as a download.
export function saveFile(name: string, content: string | Blob, type = "application/json"): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // A started download holds its own reference to the blob.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
