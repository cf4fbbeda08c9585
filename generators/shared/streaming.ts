/** The units that take pairs with `valid_i` and `last_i` and give a result with `valid_o`. */
import { fixedAcc } from "../fixed_acc/unit.js";
import { fixedEmac } from "../fixed_emac/unit.js";
import { fixedMac } from "../fixed_mac/unit.js";
import { fpEmac } from "../fp_emac/unit.js";
import { fpMac } from "../fp_mac/unit.js";
import { hfp8Mac } from "../hfp8_mac/unit.js";
import { positEmac } from "../posit_emac/unit.js";
import type { Unit } from "../unit.js";

export const streamingUnits: readonly Unit[] = [fpMac, hfp8Mac, fpEmac, positEmac, fixedMac, fixedEmac, fixedAcc];
