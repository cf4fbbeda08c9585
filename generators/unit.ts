/**
 * A unit: one declaration from which the port list, the exact model, the Verilog, the bench, the command line and the
 * reports are made.
 */
import type { FastEncoding, FastOperation } from "../golden/fast.js";
import type { Port, VerilogParameter } from "./design.js";
import type { ConfigOf, Param } from "./params.js";

/** One value per port, by port name; without clock. */
export type Words = Record<string, bigint>;
/** An assignment of Verilog parameters, complete. */
export type Parameters = Readonly<Record<string, number>>;

/** Outputs from inputs. */
export type CombModel = (inputs: Words) => Words;

/** `step` is one rising edge: inputs before it (with `rst_i`), outputs after it. `reset` returns to power-up. */
export interface ClockedModel {
  reset(): void;
  step(inputs: Words): Words;
}

/** An error that the unit's own check must catch: `find` stands exactly once in the top file of the first variant. */
export interface Fault {
  /** What the fault does, in a few words. */
  readonly name: string;
  readonly find: string;
  readonly replace: string;
}

/** What a template may print, test or loop over. */
export type ViewValue = string | number | boolean | readonly ViewValue[] | View;
export interface View {
  readonly [field: string]: ViewValue;
}

/** Options as a user writes them, or a resolved config. */
export type Options = Readonly<Record<string, unknown>>;
export type Config = Readonly<Record<string, unknown>>;

/** Notes that the emitted text instantiates another unit, and returns that module's name. */
export type Use = (unit: Unit, options: Options) => string;

/** As `Use`, in a reference: with the parameter assignment under which the part must itself be proven. */
export type UsePart = (unit: Unit, options: Options, parameters?: Parameters) => string;

/** What the unit's page in the docs tells beside what the declaration gives by itself. */
export interface UnitPage {
  /** Papers or standards with their sections; what each publishes and what it leaves open. */
  readonly sources: readonly string[];
  /** Markdown: what the unit computes. */
  readonly equations: string;
  /** Paths of the block picture: ports end in `_i` or `_o`, registers in `_q`, everything else is a box. */
  readonly picture: readonly string[];
  readonly example: { readonly command: string; readonly meaning: string };
}

interface Spec<C> {
  /** Folder, command line name and stem of the module name. */
  readonly name: string;
  /** One sentence; opens the header comment and the docs. */
  readonly summary: string;
  /** Configurations of the default catalogue, as a user would write the options. */
  readonly variants: readonly Options[];
  /**
   * Ports of the combinational core, or all ports of a clocked unit, in declared order. Only widths may depend on the
   * parameter assignment, and such a port has `widthText`.
   */
  ports(config: C, parameters: Parameters): readonly Port[];
  verilogParameters?(config: C): readonly VerilogParameter[];
  /** Rules across options. @throws OptionError */
  check?(config: C): void;
  /** Input rows that the contract allows; absent where all are. Stimulus keeps to it. */
  legal?(config: C): (inputs: Words) => boolean;
  /** A remark that is no error, e.g. a result range that cannot hold every product. */
  note?(config: C): string | undefined;
  /** Rows for the behaviour table in the header, beside those that follow from the params. */
  behaviour?(config: C): readonly (readonly [string, string])[];
  /** Of a unit that is made for throughput: the multiplications and additions that it begins in each cycle. */
  operationsPerCycle?(config: C, parameters: Parameters): number;
  /** Everything that the template prints, computed. */
  view(config: C, use: Use): View;
  readonly fault: Fault;
  /** Its page in the docs. */
  readonly page?: UnitPage;
}

/** `model` gives outputs from inputs; with `stages` among the params the pipeline is put around both by the library. */
export interface CombinationalSpec<C> extends Spec<C> {
  readonly kind: "combinational";
  model(config: C, parameters: Parameters): CombModel;
  /**
   * The unit as one operation with one rounding, where this configuration is one: its input ports are the operands in
   * their order and the random word behind them, or the fields of an encoding; its outputs the code and the flags.
   * Proofs on billions of rows compare with it.
   */
  operation?(config: C, parameters: Parameters): FastOperation | FastEncoding | undefined;
  /**
   * What another configuration has in other options, whose outputs are the same for all inputs: a proof by SAT against it
   * stands for one that takes too many rows.
   */
  twin?(config: C): Options | undefined;
}

export interface ClockedSpec<C> extends Spec<C> {
  readonly kind: "clocked";
  model(config: C, parameters: Parameters): ClockedModel;
  /**
   * Everything that `<unit>.ref.v.njk` prints: the unit's state as short, plain Verilog without parameters, around the
   * same parts. Registers and parts have the names of the unit's own, which is what a proof by induction pairs.
   */
  reference?(config: C, parameters: Parameters, use: UsePart): View;
}

/** A unit whose config type is erased, so that all units are alike to their callers. */
export type Unit = (CombinationalSpec<Config> | ClockedSpec<Config>) & {
  readonly params: Readonly<Record<string, Param<unknown>>>;
};

/** Declares a unit; inside it `config` has the type that `params` describe. */
export function defineUnit<const P extends object>(
  spec: { readonly params: P } & (CombinationalSpec<ConfigOf<P>> | ClockedSpec<ConfigOf<P>>),
): Unit {
  return spec as unknown as Unit;
}
