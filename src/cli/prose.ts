/** Text written over several lines as paragraphs of one line each, for whoever shows it breaks the lines anew. */
export function prose(text: string): string {
  return text.trim().replace(/(\S)\n(?=\S)/g, '$1 ')
}
