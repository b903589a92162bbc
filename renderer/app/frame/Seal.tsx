/** The product's mark. */
export function Seal() {
  return (
    <span className="seal" aria-hidden="true">
      工
    </span>
  );
}
