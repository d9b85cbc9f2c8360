CREATE TABLE `blocks` (
	`id` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`student` text NOT NULL,
	`contact` text,
	`reason` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `blocks_student` ON `blocks` (`student`);