/**
 * Draws a LaTeX formula well enough to be read: fractions, roots, indices, Greek letters and
 * the usual signs. What it does not know stays as its own name; nothing is ever read as HTML.
 */
import { element } from "./elements.js";

const SIGNS = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Pi: "Π",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  times: "×",
  cdot: "·",
  pm: "±",
  leq: "≤",
  le: "≤",
  geq: "≥",
  ge: "≥",
  neq: "≠",
  ne: "≠",
  approx: "≈",
  sim: "∼",
  propto: "∝",
  equiv: "≡",
  ll: "≪",
  gg: "≫",
  to: "→",
  rightarrow: "→",
  leftarrow: "←",
  Rightarrow: "⇒",
  mapsto: "↦",
  infty: "∞",
  partial: "∂",
  nabla: "∇",
  sum: "∑",
  prod: "∏",
  int: "∫",
  in: "∈",
  notin: "∉",
  subset: "⊂",
  cup: "∪",
  cap: "∩",
  forall: "∀",
  exists: "∃",
  ell: "ℓ",
  top: "⊤",
  odot: "⊙",
  oplus: "⊕",
  otimes: "⊗",
  star: "⋆",
  dots: "…",
  ldots: "…",
  cdots: "⋯",
  langle: "⟨",
  rangle: "⟩",
  mid: "|",
  parallel: "∥",
  circ: "∘",
  quad: " ",
  qquad: "  ",
};
const OPERATORS = new Set("×±≤≥≠≈∼∝≡≪≫→←⇒↦∈∉⊂∪∩⊙⊕⊗");
const NOTHING = new Set([
  "left",
  "right",
  "big",
  "Big",
  "bigl",
  "bigr",
  "displaystyle",
  "limits",
  "bf",
  "rm",
]);
const UPRIGHT = new Set(["mathrm", "text", "textrm", "operatorname", "mathbf", "textbf", "mathsf", "texttt"]);
const SLANTED = new Set([
  "mathcal",
  "mathbb",
  "mathit",
  "boldsymbol",
  "hat",
  "tilde",
  "bar",
  "vec",
  "overline",
]);
const TOKEN = /\\([A-Za-z]+)\s*|\\(.)|([{}^_])|([^\\{}^_]+)/gsu;

/** The formula as an element; its source is read out and shown on hover. */
export function formula(source) {
  const tokens = [...source.matchAll(TOKEN)];
  const reader = { tokens, at: 0 };
  const shown = [];
  while (reader.at < tokens.length) shown.push(...piece(reader));
  return element("span", { class: "formula", role: "math", "aria-label": source, title: source }, ...shown);
}

/** What stands up to the end of a group that has begun. */
function group(reader) {
  const shown = [];
  while (reader.at < reader.tokens.length && reader.tokens[reader.at][3] !== "}")
    shown.push(...piece(reader));
  reader.at += 1;
  return shown;
}

/** What a macro or an index takes: a group, a macro, or one letter. */
function argument(reader) {
  const token = reader.tokens[reader.at];
  if (!token) return [];
  if (token[4] === undefined) return piece(reader);
  const [letter, ...rest] = token[4].trimStart();
  if (rest.length > 0)
    reader.tokens[reader.at] = [rest.join(""), undefined, undefined, undefined, rest.join("")];
  else reader.at += 1;
  return letter ? [letter] : [];
}

function piece(reader) {
  const [, name, escaped, mark, text] = reader.tokens[reader.at];
  reader.at += 1;
  if (name !== undefined) return macro(name, reader);
  if (escaped !== undefined) return [/[\s,;:!\\]/u.test(escaped) ? " " : escaped];
  if (mark === "{") return group(reader);
  if (mark === "^") return [element("sup", {}, ...argument(reader))];
  if (mark === "_") return [element("sub", {}, ...argument(reader))];
  return mark ? [] : [text];
}

function macro(name, reader) {
  if (name === "frac" || name === "dfrac" || name === "tfrac") {
    const [above, below] = [argument(reader), argument(reader)];
    return [
      element("span", { class: "fraction" }, element("span", {}, ...above), element("span", {}, ...below)),
    ];
  }
  if (name === "sqrt") return ["√", element("span", { class: "root" }, ...argument(reader))];
  if (UPRIGHT.has(name)) return [element("span", { class: "upright" }, ...argument(reader))];
  if (SLANTED.has(name)) return argument(reader);
  if (NOTHING.has(name)) return [];
  const sign = SIGNS[name];
  if (sign === undefined) return [element("span", { class: "upright" }, name)];
  return [OPERATORS.has(sign) ? ` ${sign} ` : sign];
}
