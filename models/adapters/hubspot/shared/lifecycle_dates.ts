/** When a contact reached HubSpot's own lifecycle stages: the properties that older and newer accounts have for it. */
import { instant } from "../../../../src/table/columns.js";
import { firstKnown } from "../../../../src/table/staged.js";
import { property } from "./hubspot.js";

/** The older property of a stage, e.g. `lead` with the label `a Lead`. */
export const becameStageDate = (stage: string, label: string) =>
  property(`hs_lifecyclestage_${stage}_date`, instant(`When the contact became ${label}, UTC`), `Became ${label} Date`);

/** The newer property of a stage, e.g. `lead` with the label `Lead`. */
export const enteredStageDate = (stage: string, label: string) =>
  property(
    `hs_v2_date_entered_${stage}`,
    instant(`When the contact entered the stage ${label}, in newer accounts, UTC`),
    `hs_date_entered_${stage}`,
    `property_hs_date_entered_${stage}`,
    `Date entered "${label} (Lifecycle Stage Pipeline)"`,
    `Date entered ${label} (Lifecycle Stage Pipeline)`,
  );

/** The staging column of both. */
export const becameStageAt = <const S extends string>(stage: S, label: string) =>
  firstKnown(
    `When the contact became ${label}, UTC; null if never, or if the export does not say`,
    `hs_lifecyclestage_${stage}_date`,
    `hs_v2_date_entered_${stage}`,
  );
