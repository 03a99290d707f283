import { toSnakeCase } from "../text/header.js";

const stageHeader = /^(deal_?|sales_?|opportunity_?|pipeline_?)?(stage|status|outcome)(_name)?$/;

/** True for a header that could be the stage of an opportunity: all its words are wanted, to say what each means. */
export const isStageHeader = (header: string): boolean => stageHeader.test(toSnakeCase(header));
