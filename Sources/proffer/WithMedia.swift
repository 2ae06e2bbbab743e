import ArgumentParser
import CustodianCommands
import Desk

/// A program that reads recordings.
enum WithMedia: MediaAbility {
    static let checks = MediaAtHand.checks
    static let receiptShow: any ParsableCommand.Type = ReceiptShowNoted.self
}
