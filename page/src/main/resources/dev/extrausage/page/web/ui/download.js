/** Saves what the API answers at a path as a file: with the page's cookie or an element's token. */
export async function download(api, path, name, accept) {
  const answer = await api.text(path, accept);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
