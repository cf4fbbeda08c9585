import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "AMBA AXI4-Stream Protocol Specification, section 2: a transfer happens where TVALID and TREADY are both high; TLAST ends a packet. How many results may wait is a choice made here, as a parameter.",
  ],
  equations: "Every packet of operands gives one result, in order: `valid = TVALID and TREADY`, `last = TLAST`.",
  picture: [
    "s_tdata_i -> unit -> store_q -> oldest -> m_tdata_o",
    "s_tvalid_i -> taking -> unit",
    "s_tlast_i -> unit",
    "taking -> open_q -> s_tready_o",
    "unit -> waiting_q -> m_tvalid_o",
    "m_tready_i -> waiting_q -> oldest",
    "m_tready_i -> open_q",
  ],
  example: {
    command: "halfulp gen axis_wrapper --unit 'fp_mac --a e4m3 --acc dlf16' -o out",
    meaning: "Writes a dot product of e4m3 codes as an AXI4-Stream block: b_i in bits 15:8 of TDATA, a_i in 7:0.",
  },
};
