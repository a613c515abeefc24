// Hands a text to the user as a file of their own.

export function saveFile(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference once it started.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
