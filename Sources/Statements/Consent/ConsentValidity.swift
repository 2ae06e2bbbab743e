/// How long a consent or a counter-offer lasts where the owner says nothing.
package enum ConsentValidity {
    /// How many days it lasts at most.
    package static let days: Int64 = 30

    /// Thirty days, and never longer than the request may be answered.
    ///
    /// A request that has expired does not shorten it: then there is no consent to be had, and
    /// ``Authorization`` says why better than a consent that ends before it begins.
    package static func expiry(answering request: Request, from issued: WallTime) -> WallTime {
        let end = issued.adding(days: days)
        return request.expires > issued ? min(request.expires, end) : end
    }
}
