#ifndef CONSTPROP_DEPLOY_TWO_PAGES_HPP
#define CONSTPROP_DEPLOY_TWO_PAGES_HPP

#include <constprop/deploy/snapshot.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace constprop::errors {

template <std::size_t Bytes> struct page_of {
    template <std::size_t Needed> struct but_snapshot_takes;
};

template <class Sentence>
inline constexpr bool snapshot_fits_its_page = holds<Sentence, "Make the pages larger, or save fewer values.">();

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {

/// Snapshots in two pages of flash memory, written in turn, so that one is whole at any time: a reset while a page is erased
/// or written leaves the other, which is older.
///
///     struct flash {
///         static constexpr std::size_t page_bytes = 4096;  // of each page: one sector, or several
///         static constexpr std::size_t write_bytes = 8;    // of one write
///         unsigned char read(std::size_t page, std::size_t at) const noexcept;
///         void erase(std::size_t page) noexcept;
///         void write(std::size_t page, std::size_t at, const std::array<unsigned char, write_bytes>& bytes) noexcept;
///     };
///
///     cp::two_pages pages(flash{});
///     if (pages.load(net, optimizer) == cp::restore_result::restored) …   // after a reset
///     if (!pages.save(net, optimizer)) …
///
/// Pages are 0 and 1; a write begins at a multiple of `write_bytes`. `read` is also called for what a power failure left half
/// written, and may then return any byte; where the memory reports an error instead, as with ECC, it has to handle that. Each page has a snapshot of a number that grows with
/// every save, and of the values.
/// Memory:      one write; values are neither copied nor kept
/// Wear:        each save erases one page once
/// Cost:        load reads each page once, and the newer one's numbers again; save reads both, and what it has written. Each reads
///              the constants of frozen layers once a page
/// Rejects:     a snapshot larger than a page
template <class Flash> class two_pages {
    Flash flash_;

    using count = std::uint64_t;

 public:
    constexpr explicit two_pages(const Flash& flash_of_device_) noexcept : flash_(flash_of_device_) {}

    /// The number of bytes that these values take in each page.
    template <class... Values> static constexpr std::size_t bytes = snapshot_of<count, Values...>::size;

    /// Sets the values from the newer of the snapshots that are whole. Without one the values stay as they are, and the result
    /// is the reason: of the two pages', the later one in `restore_result`.
    template <class... Values> [[nodiscard]] constexpr restore_result load(Values&... values) const noexcept {
        if constexpr (!fits<Values...>()) return restore_result::no_snapshot;
        else {
            const found pages[2] = {look<Values...>(0), look<Values...>(1)};
            const std::size_t newer = newer_of(pages);
            if (pages[newer].result != restore_result::restored)
                return pages[0].result > pages[1].result ? pages[0].result : pages[1].result;
            count saves = 0;
            detail::set_from_snapshot(bytes_of(newer), saves, values...);
            return restore_result::restored;
        }
    }

    /// Writes the values over the older snapshot, or over a page that has none of these types. False if what was written is
    /// not what is read back, as from flash at the end of its life; the newer snapshot is then still there.
    template <class... Values> [[nodiscard]] constexpr bool save(const Values&... values) noexcept {
        if constexpr (!fits<Values...>()) return false;
        else {
            const found pages[2] = {look<Values...>(0), look<Values...>(1)};
            const std::size_t newer = newer_of(pages);
            const bool is_first = pages[newer].result != restore_result::restored;
            const std::size_t page = is_first ? 0 : 1 - newer;
            const count saves = is_first ? 1 : pages[newer].saves + 1;
            flash_.erase(page);
            std::array<unsigned char, Flash::write_bytes> several{};
            std::size_t at = 0;
            const auto put = [&](unsigned char byte_) noexcept {
                several.data()[at % Flash::write_bytes] = byte_;
                if (++at % Flash::write_bytes == 0) flash_.write(page, at - Flash::write_bytes, several);
            };
            detail::write_snapshot(put, saves, values...);
            while (at % Flash::write_bytes != 0) put(0xFF);  // as erased
            const found written = look<Values...>(page);
            return written.result == restore_result::restored && written.saves == saves;
        }
    }

    /// Erases both pages.
    constexpr void clear() noexcept {
        flash_.erase(0);
        flash_.erase(1);
    }

    [[nodiscard]] constexpr const Flash& flash() const noexcept { return flash_; }

 private:
    struct found {
        restore_result result;
        count saves;
    };

    [[nodiscard]] constexpr auto bytes_of(std::size_t page) const noexcept {
        return [this, page](std::size_t k_) noexcept { return static_cast<unsigned char>(flash_.read(page, k_)); };
    }
    template <class... Values> [[nodiscard]] constexpr found look(std::size_t page) const noexcept {
        const restore_result result = detail::check_snapshot<count, Values...>(bytes_of(page), Flash::page_bytes);
        std::size_t at = detail::snapshot_head_bytes;
        const auto next = [&]() noexcept { return static_cast<unsigned char>(flash_.read(page, at++)); };
        return {result, result == restore_result::restored ? detail::get_little_endian<count>(next) : 0};
    }
    [[nodiscard]] static constexpr std::size_t newer_of(const found (&pages)[2]) noexcept {
        return pages[1].result == restore_result::restored &&
                       (pages[0].result != restore_result::restored || pages[1].saves > pages[0].saves)
                   ? 1
                   : 0;
    }
    template <class... Values> [[nodiscard]] static constexpr bool fits() noexcept {
        (detail::reject_unsaved<Values>(), ...);
        if constexpr (!detail::all_can_be_saved<Values...>) {
            return false;
        } else if constexpr (bytes<Values...> > Flash::page_bytes / Flash::write_bytes * Flash::write_bytes) {
            using sentence = typename errors::page_of<Flash::page_bytes>::template but_snapshot_takes<bytes<Values...>>;
            static_assert(errors::snapshot_fits_its_page<sentence>,
                          "A page has room for a whole snapshot. Give larger pages, or save less.");
            return false;
        } else {
            return true;
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_TWO_PAGES_HPP
