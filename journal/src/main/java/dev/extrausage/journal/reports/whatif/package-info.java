/**
 * An account's past, decided again: under another catalog ({@link
 * dev.extrausage.journal.reports.whatif.WhatIf}), or with another setting ({@link
 * dev.extrausage.journal.reports.whatif.SettingPreview}).
 */
package dev.extrausage.journal.reports.whatif;
