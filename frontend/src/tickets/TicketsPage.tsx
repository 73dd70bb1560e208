/** Placeholder for the build until the page is written in the next step. */
export default function TicketsPage() {
  return null;
}
