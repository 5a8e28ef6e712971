'use strict';

/** What the pointer does on the plane: it reads it, and chooses, moves, adds and removes points. */
function pointAt(surface) {
  const { canvas, act } = surface;
  const place = event => {
    const edge = canvas.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  // a finger on a point moves the point, elsewhere the page
  canvas.addEventListener('touchstart', event => {
    const [px, py] = place(event.touches[0]);
    if (surface.tool === 'move' && surface.rowAt(px, py) >= 0) event.preventDefault();
  }, { passive: false });
  canvas.addEventListener('pointerdown', event => {
    const at = place(event);
    if (event.button !== 0 || !surface.inside(...at)) return;
    const row = surface.rowAt(...at);
    if (surface.tool === 'move' && row >= 0) {
      surface.drag = { row, from: at, moved: false };
      canvas.setPointerCapture(event.pointerId);
      act.choose(row);
    }
  });
  canvas.addEventListener('pointermove', event => {
    const at = place(event);
    if (!surface.inside(...at)) return act.read(null);
    const { drag } = surface;
    if (drag && (drag.moved || Math.hypot(at[0] - drag.from[0], at[1] - drag.from[1]) > 4)) {
      drag.moved = true;
      act.move(drag.row, ...surface.toPlane(...at));
    }
    canvas.style.cursor = surface.tool === 'move' && !drag && surface.rowAt(...at) < 0 ? 'crosshair' : 'pointer';
    act.read(...surface.toPlane(...at));
  });
  canvas.addEventListener('pointerup', event => {
    const at = place(event);
    const { drag } = surface;
    surface.drag = null;
    if (drag?.moved) act.drop();
    if (drag || event.button !== 0 || !surface.inside(...at)) return;
    if (surface.tool === 'remove') surface.rowAt(...at) >= 0 && act.remove(surface.rowAt(...at));
    else if (surface.tool !== 'move') act.add(Number(surface.tool), ...surface.toPlane(...at));
  });
  canvas.addEventListener('pointercancel', () => { surface.drag = null; });
  canvas.addEventListener('pointerleave', () => act.read(null));
}
